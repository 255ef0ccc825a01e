using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which model reads which sentences.</summary>
internal sealed record InputOptions(
    ModelOptions Model,
    Option<string> Data,
    Option<string[]> Text,
    DataOptions Written,
    UnknownOption Unknown,
    Option<int> Threads,
    Option<string> Precision,
    PositionOption Position
)
{
    public const string Pipe = "-";

    private const string Double = "float64";
    private const string Single = "float32";

    public static InputOptions AddTo(Command command)
    {
        var model = ModelOptions.AddTo(command);
        var data = new Option<string>("--data")
        {
            Description =
                "Sentences, or sequences of numbers, in one of the formats of --format; - is standard input "
                + "[default: the test set that comes with lrp]",
            HelpName = "FILE",
        };
        var text = new Option<string[]>("--text")
        {
            Description = "A sentence as plain text, split into words as the model's vocabulary was; repeatable",
            HelpName = "TEXT",
        };
        foreach (var option in new Option[] { data, text })
            command.Options.Add(option);
        var options = new InputOptions(
            model,
            data,
            text,
            DataOptions.AddTo(command),
            UnknownOption.AddTo(command),
            new("--threads")
            {
                Description = "Number of threads; the result is the same for any",
                HelpName = "N",
                DefaultValueFactory = _ => Environment.ProcessorCount,
            },
            new("--precision")
            {
                Description =
                    "Numbers to compute with: float64, or float32, which is faster and right to 3 digits or more",
                DefaultValueFactory = _ => Double,
            },
            PositionOption.AddTo(command)
        );
        EmptyNames.Refuse(command, options.Data);
        options.Precision.AcceptOnlyFromAmong(Double, Single);
        foreach (var option in new Option[] { options.Threads, options.Precision })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(options.Text) is not { Implicit: false })
                return;
            foreach (
                var option in options
                    .Written.All.Insert(0, options.Data)
                    .Where(option => result.GetResult(option) is { Implicit: false })
            )
                result.AddError($"{option.Name} and --text are both given, where one is expected; leave one out");
        });
        return options;
    }

    /// <summary>Those that say which model it is, and what it reads.</summary>
    public ImmutableArray<Option> OfModelAndData =>
        [.. Model.All, Data, Text, .. Written.All, Unknown.Unknown, Position.Position];

    /// <summary>How it is computed.</summary>
    /// <exception cref="FaultException">There is less than one thread.</exception>
    public ExplainOptions ReadOptions(ParseResult parsed) =>
        parsed.GetValue(Threads) is var threads and >= 1
            ? new ExplainOptions(threads, ReadPrecision(parsed))
            : throw new FaultException(
                new Fault(
                    Threads.Name,
                    $"it is {parsed.GetValue(Threads)}, where 1 or more is expected",
                    "leave it out to use all processors"
                )
            );

    private Precision ReadPrecision(ParseResult parsed) =>
        parsed.GetValue(Precision) == Single ? Explanations.Precision.Bits32 : Explanations.Precision.Bits64;

    public StoredModel ReadModel(ParseResult parsed) => Position.OfOne(parsed, Model.Read(parsed));

    /// <summary>Where the sentences stand, if it is in a file or a pipe.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="outputs">What the run writes; the record beside a file has the SHA-256 of what was read.</param>
    /// <exception cref="FaultException">Standard input is closed.</exception>
    public LanguageExt.Option<SentenceSource> ReadSource(ParseResult parsed, params IEnumerable<string?> outputs)
    {
        if (parsed.GetValue(Text) is { Length: > 0 })
            return LanguageExt.Option<SentenceSource>.None;
        var path = DataPath(parsed);
        var source = path == Pipe ? SentenceSource.StandardInput() : SentenceSource.File(path);
        return outputs.All(output => output is null or Pipe) ? source : source.Hashed();
    }

    /// <summary>The files that are read.</summary>
    public ImmutableArray<InputFile> Files(ParseResult parsed, LanguageExt.Option<SentenceSource> source) =>
        [.. Model.Files(parsed), .. source.Map(data => new InputFile(Data.Name, DataPath(parsed), () => data.Sha256))];

    /// <summary>The sentences, read and checked one by one as they are asked for.</summary>
    public IEnumerable<Sentence> ReadSentences(
        ParseResult parsed,
        StoredModel model,
        LanguageExt.Option<SentenceSource> source,
        Func<string, Sentence, LanguageExt.Validation<Fault, Sentence>> check
    ) => ReadSentences(parsed, model, source, Portion.Whole, check);

    /// <summary>Those of a portion.</summary>
    public IEnumerable<Sentence> ReadSentences(
        ParseResult parsed,
        StoredModel model,
        LanguageExt.Option<SentenceSource> source,
        Portion portion,
        Func<string, Sentence, LanguageExt.Validation<Fault, Sentence>> check
    )
    {
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, Unknown.Read(parsed, model))
        {
            Filling = Written.ReadPadding(parsed),
            Padding = model.Config.Padding,
            Tokenizer = model.Tokenizer,
            Limits = Model.Limit.Read(parsed),
        };
        LanguageExt.Validation<Fault, Sentence> Checked(string place, Sentence sentence) =>
            Position.Check(parsed, place, sentence).Bind(fits => check(place, fits));
        LanguageExt.Validation<Fault, Sentence> Encode(string place, string text) =>
            encoder.Text(place, text, LanguageExt.Option<int>.None).Bind(sentence => Checked(place, sentence));
        return source.Match(
            data =>
                Written
                    .ReadFormat(parsed, DataPath(parsed))
                    .Read(data, Written.Read(parsed), encoder, portion, Checked),
            () =>
                parsed
                    .GetRequiredValue(Text)
                    .Index()
                    .Where(text => portion.Takes(text.Index))
                    .Select(text => Encode($"--text, sentence {text.Index + 1}", text.Item).OrThrow())
        );
    }

    private string DataPath(ParseResult parsed) => parsed.GetValue(Data) ?? Shipped.Sentences;
}
