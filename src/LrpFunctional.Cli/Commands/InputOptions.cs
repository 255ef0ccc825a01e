using System.CommandLine;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which model reads which sentences.</summary>
internal sealed record InputOptions(
    Option<string> Model, Option<string> Data, Option<string[]> Text, Option<string> Unknown, Option<int> Threads)
{
    public const string Pipe = "-";

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
            new Option<string>("--data") { Description = "Sentences, one a line: label, tab, words separated by \" | \"; - is standard input [default: the test set that comes with lrp]", HelpName = "FILE" },
            new Option<string[]>("--text") { Description = "A sentence as plain text, split into words as the model's vocabulary was; repeatable", HelpName = "TEXT" },
            new Option<string>("--unknown") { Description = "What a word outside the vocabulary is: an error, the model's unknown word, or zeros [default: unk if the model has an unknown word, else error]" },
            new Option<int>("--threads") { Description = "Number of threads; the result is the same for any", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount });
        options.Unknown.AcceptOnlyFromAmong(Refuse, Row, Zero);
        foreach (var option in new Option[] { options.Model, options.Data, options.Text, options.Unknown, options.Threads }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(options.Data) is { Implicit: false } && result.GetResult(options.Text) is { Implicit: false })
                result.AddError("--data and --text are both given, where one is expected; leave one out");
        });
        return options;
    }

    public int ReadThreads(ParseResult parsed) => parsed.GetValue(Threads) is var threads and >= 1
        ? threads
        : throw new FaultException(new Fault(Threads.Name, $"it is {parsed.GetValue(Threads)}, where 1 or more is expected", "leave it out to use all processors"));

    public StoredModel ReadModel(ParseResult parsed) => ModelFolder.Read(parsed.GetValue(Model) ?? Shipped.Model).OrThrow();

    /// <summary>The sentences, each with the place it stands at, read one by one as they are asked for.</summary>
    public IEnumerable<Sentence> ReadSentences(ParseResult parsed, StoredModel model)
    {
        var unknownWord = UnknownWord(parsed.GetValue(Unknown), model.Network.Vocabulary);
        if (parsed.GetValue(Text) is { Length: > 0 } texts)
        {
            return texts.Select((text, at) => model.Network.Vocabulary
                .Encode($"--text, sentence {at + 1}", model.Config.Tokenisation.Split(text), LanguageExt.Option<int>.None, unknownWord)
                .OrThrow());
        }

        var path = parsed.GetValue(Data) ?? Shipped.Sentences;
        return path == Pipe
            ? SentenceFile.Read("standard input", SentenceFile.Open(Console.OpenStandardInput()), model.Network, unknownWord)
            : SentenceFile.Read(path, SentenceFile.Open(Edge.Read(path, () => File.OpenRead(path)).OrThrow()), model.Network, unknownWord);
    }

    private static UnknownWord UnknownWord(string? choice, Vocabulary vocabulary) => choice switch
    {
        Refuse => UnknownWords.Refuse,
        Zero => UnknownWords.Zero,
        Row => UnknownWords.As(vocabulary.UnknownId.IfNone(() => throw new FaultException(
            new Fault("--unknown unk", "the model has no unknown word", "choose error or zero, or name unknown_word in the model's config.json")))),
        _ => vocabulary.UnknownWord,
    };
}
