using System.CommandLine;
using System.CommandLine.Parsing;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which model reads which sentences.</summary>
internal sealed record InputOptions(
    Option<string> Model, Option<string> Data, Option<string[]> Text, Option<string> Unknown, Option<int> Threads, Option<string> Precision)
{
    public const string Pipe = "-";

    private const string Double = "float64";
    private const string Single = "float32";

    private const string Refuse = "error";
    private const string Row = "unk";
    private const string Zero = "zero";

    public static Option<string> ModelOption() => new("--model")
    {
        Description = "Folder of the model: model.safetensors, vocab.txt, config.json, or the reference program's files [default: the model that comes with lrp]",
        HelpName = "DIR",
    };

    public static InputOptions AddTo(Command command)
    {
        var options = new InputOptions(
            ModelOption(),
            new("--data")
            {
                Description = "Sentences, one a line: label, tab, words separated by \" | \"; - is standard input [default: the test set that comes with lrp]",
                HelpName = "FILE",
            },
            new("--text") { Description = "A sentence as plain text, split into words as the model's vocabulary was; repeatable", HelpName = "TEXT" },
            new("--unknown")
            {
                Description = "What a word outside the vocabulary is: an error, the model's unknown word, or zeros [default: unk if the model has an unknown word, else error]",
            },
            new("--threads") { Description = "Number of threads; the result is the same for any", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount },
            new("--precision") { Description = "Numbers to compute with: float64, or float32, which is faster and right to 3 digits or more", DefaultValueFactory = _ => Double });
        RefuseEmpty(command, options.Model, options.Data);
        options.Unknown.AcceptOnlyFromAmong(Refuse, Row, Zero);
        options.Precision.AcceptOnlyFromAmong(Double, Single);
        foreach (var option in new Option[] { options.Model, options.Data, options.Text, options.Unknown, options.Threads, options.Precision }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(options.Data) is { Implicit: false } && result.GetResult(options.Text) is { Implicit: false })
                result.AddError("--data and --text are both given, where one is expected; leave one out");
        });
        return options;
    }

    /// <summary>A path that is given must not be empty, as that of an unset variable is.</summary>
    public static void RefuseEmpty(Command command, params ReadOnlySpan<Symbol> paths)
    {
        foreach (var path in paths)
        {
            command.Validators.Add(result =>
            {
                if (result.Children.Any(child => IsOf(child, path) && child.Tokens.Any(token => token.Value.Length == 0)))
                    result.AddError($"{path.Name} is empty, where a path is expected");
            });
        }
    }

    public int ReadThreads(ParseResult parsed) => parsed.GetValue(Threads) is var threads and >= 1
        ? threads
        : throw new FaultException(new Fault(Threads.Name, $"it is {parsed.GetValue(Threads)}, where 1 or more is expected", "leave it out to use all processors"));

    public Precision ReadPrecision(ParseResult parsed) => parsed.GetValue(Precision) == Single ? Explanations.Precision.Bits32 : Explanations.Precision.Bits64;

    public StoredModel ReadModel(ParseResult parsed) => ModelFolder.Read(parsed.GetValue(Model) ?? Shipped.Model).OrThrow();

    /// <summary>The sentences, read and checked one by one as they are asked for.</summary>
    public IEnumerable<Sentence> ReadSentences(ParseResult parsed, StoredModel model, Func<string, Sentence, LanguageExt.Validation<Fault, Sentence>> check)
    {
        var (network, unknownWord) = (model.Network, UnknownWord(parsed.GetValue(Unknown), model.Network.Vocabulary));
        if (parsed.GetValue(Text) is { Length: > 0 } texts)
        {
            LanguageExt.Validation<Fault, Sentence> Encode(string place, string text) =>
                network.Vocabulary.Encode(place, model.Config.Tokenisation.Split(text), LanguageExt.Option<int>.None, unknownWord).Bind(sentence => check(place, sentence));
            return texts.Select((text, at) => Encode($"--text, sentence {at + 1}", text).OrThrow());
        }

        var path = parsed.GetValue(Data) ?? Shipped.Sentences;
        var (source, stream) = path == Pipe ? ("standard input", Console.OpenStandardInput()) : (path, Edge.Read<Stream>(path, () => File.OpenRead(path)).OrThrow());
        return SentenceFile.Read(source, SentenceFile.Open(stream), network, unknownWord, check);
    }

    private static UnknownWord UnknownWord(string? choice, Vocabulary vocabulary) => choice switch
    {
        Refuse => UnknownWords.Refuse,
        Zero => UnknownWords.Zero,
        Row => UnknownWords.As(vocabulary.UnknownId.IfNone(() => throw new FaultException(
            new Fault("--unknown unk", "the model has no unknown word", "choose error or zero, or name unknown_word in the model's config.json")))),
        _ => vocabulary.UnknownWord,
    };

    private static bool IsOf(SymbolResult result, Symbol symbol) =>
        result is OptionResult option && option.Option == symbol || result is ArgumentResult argument && argument.Argument == symbol;
}
