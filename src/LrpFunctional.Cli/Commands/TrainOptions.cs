using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Sequences;
using LrpFunctional.Training.Courses;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say what is learned, and how.</summary>
internal sealed record TrainOptions(
    Option<string?> Data,
    Option<string?> Judging,
    Option<string[]> Without,
    DataOptions Written,
    LimitOption Limit,
    Option<string?> Recipe,
    Option<string?> Vectors,
    Option<int?> Seed,
    Option<int?> Epochs,
    Option<int> Threads,
    Option<string> Output
)
{
    private const string NoRecipe = "{}\n";

    public static TrainOptions AddTo(Command command)
    {
        var data = new Option<string?>("--data")
        {
            Description =
                "The labelled sentences, or sequences of numbers, to learn; needed where the recipe names no task "
                + "whose sequences are made. Where its model has the task regression, the label is a number, in a column, "
                + "key or array",
            HelpName = "FILE",
        };
        var judging = new Option<string?>("--dev")
        {
            Description =
                "Labelled sentences that the best epoch is chosen by, and that are not learned [default: none; the last "
                + "epoch is taken]",
            HelpName = "FILE",
        };
        var without = new Option<string[]>("--without")
        {
            Description =
                "Sentences that are not learned wherever they stand in the data, as those of a test; repeatable",
            HelpName = "FILE",
        };
        foreach (var option in new Option[] { data, judging, without })
            command.Options.Add(option);
        var options = new TrainOptions(
            data,
            judging,
            without,
            DataOptions.AddTo(command),
            LimitOption.AddTo(command),
            new("--recipe")
            {
                Description = "The recipe, as JSON [default: a bidirectional LSTM of 60 units, Adam, 10 epochs]",
                HelpName = "FILE",
            },
            new("--vectors")
            {
                Description =
                    "Word vectors to start from: a text file as word2vec and GloVe write it, or a model "
                    + "[default: random ones]",
                HelpName = "PATH",
            },
            new("--seed")
            {
                Description = "Where all random numbers come from [default: the recipe's]",
                HelpName = "N",
            },
            new("--epochs") { Description = "How often each example is seen [default: the recipe's]", HelpName = "N" },
            new("--threads")
            {
                Description =
                    "Number of threads; the result is the same for any. Those above the number of directions, which is "
                    + "two at most, help only to judge by --dev",
                HelpName = "N",
                DefaultValueFactory = _ => Environment.ProcessorCount,
            },
            new("--out")
            {
                Description = "New folder for model.safetensors, vocab.txt, config.json, recipe.json and a card",
                HelpName = "FOLDER",
                Required = true,
            }
        );
        foreach (
            var option in new Option[]
            {
                options.Recipe,
                options.Vectors,
                options.Seed,
                options.Epochs,
                options.Threads,
                options.Output,
            }
        )
            command.Options.Add(option);
        EmptyNames.Refuse(
            command,
            options.Data,
            options.Judging,
            options.Without,
            options.Recipe,
            options.Vectors,
            options.Output
        );
        return options;
    }

    /// <summary>How many threads work.</summary>
    /// <exception cref="FaultException">There is less than one.</exception>
    public int ReadThreads(ParseResult parsed) => AtLeastOne(Threads, parsed.GetValue(Threads));

    /// <summary>The recipe, with the seed and the epochs that are asked for.</summary>
    /// <exception cref="FaultException">It is broken.</exception>
    public ModelRecipe ReadRecipe(ParseResult parsed)
    {
        var read = (
            parsed.GetValue(Recipe) is { } path ? RecipeFile.Read(path) : RecipeFile.Parse(Recipe.Name, NoRecipe)
        ).OrThrow();
        var seeded = parsed.GetValue(Seed) is { } seed ? read.WithSeed(seed) : read;
        var lasting = parsed.GetValue(Epochs) is { } epochs ? seeded.WithEpochs(AtLeastOne(Epochs, epochs)) : seeded;
        return parsed.GetValue(Written.Phrases) ? lasting.WithPhrases() : lasting;
    }

    /// <summary>What is read: what each file is for, its name and its SHA-256.</summary>
    public ImmutableArray<(string For, string Name, string Sha256)> Files(ParseResult parsed) =>
        [
            .. (parsed.GetValue(Data) is { } data ? new[] { (Data.Name, data) } : [])
                .Concat(parsed.GetValue(Judging) is { } dev ? [(Judging.Name, dev)] : [])
                .Concat((parsed.GetValue(Without) ?? []).Select(path => (Without.Name, path)))
                .Concat(
                    parsed.GetValue(Vectors) is { } vectors ? Parts(vectors).Select(path => (Vectors.Name, path)) : []
                )
                .Select(file => (file.Item1.TrimStart('-'), Path.GetFileName(file.Item2), Sha256(file.Item2))),
        ];

    /// <summary>How the data are said to be written: others make other examples of the same files.</summary>
    public string Reading(ParseResult parsed) =>
        string.Join(
            '\n',
            Written
                .All.Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option =>
                    $"{option.Name} {string.Join(' ', parsed.GetResult(option)!.Tokens.Select(token => token.Value))}"
                )
        );

    /// <summary>The lesson, with its sentences read.</summary>
    /// <exception cref="FaultException">A sentence or the recipe does not fit.</exception>
    public Preparation Prepare(ParseResult parsed, ModelRecipe recipe) =>
        recipe.Generation.Match(
            generation => Generated(parsed, recipe, generation),
            () =>
                Read(
                    parsed,
                    recipe,
                    parsed.GetValue(Data)
                        ?? throw new FaultException(
                            new Fault(
                                Data.Name,
                                "it is left out, and the recipe names no task whose sequences are made",
                                "name the file to learn"
                            )
                        )
                )
        );

    // What is read has no place in a training that makes what it learns.
    private Preparation Generated(ParseResult parsed, ModelRecipe recipe, Generation generation)
    {
        ImmutableArray<Fault> idle =
        [
            .. new Option[] { Data, Judging, Without, Vectors }
                .Where(option => parsed.GetResult(option) is { Implicit: false })
                .Select(option => new Fault(
                    option.Name,
                    $"the recipe names the task {generation.Task.Name}, whose sequences are made",
                    "leave it out, or the task"
                )),
        ];
        return idle.IsEmpty ? Preparation.Of(recipe, generation) : throw new FaultException(idle);
    }

    private Preparation Read(ParseResult parsed, ModelRecipe recipe, string data) =>
        Misplaced(parsed, recipe, data) is { IsEmpty: false } faults
            ? throw new FaultException(faults)
            : Preparation
                .Of(
                    recipe,
                    data,
                    Reading(parsed, recipe, data),
                    LanguageExt.Prelude.Optional(parsed.GetValue(Judging)).Map(path => Reading(parsed, recipe, path)),
                    [.. (parsed.GetValue(Without) ?? []).Select(path => Reading(parsed, recipe, path))],
                    LanguageExt
                        .Prelude.Optional(parsed.GetValue(Vectors))
                        .Map(path => WordVectors.Read(path, recipe.Recipe.VectorSize).OrThrow())
                )
                .OrThrow();

    // What would change nothing is said, not passed over.
    private ImmutableArray<Fault> Misplaced(ParseResult parsed, ModelRecipe recipe, string data)
    {
        ImmutableArray<(bool IsSo, Fault Fault)> found =
        [
            (
                recipe.Phrases && Written.ReadFormat(parsed, data) != SentenceFormat.Trees,
                new Fault(
                    data,
                    "it is no file of trees, whose phrases are to be learned",
                    "say --format trees, or no phrases"
                )
            ),
            (
                !recipe.ReadsWords && parsed.GetValue(Vectors) is not null,
                new Fault(
                    Vectors.Name,
                    "it names vectors of words, and the recipe's network reads numbers",
                    "leave it out"
                )
            ),
            .. new[] { data, parsed.GetValue(Judging) }
                .OfType<string>()
                .Select(path => (Path: path, Format: Written.ReadFormat(parsed, path)))
                .Select(file =>
                    (
                        recipe.IsRegression && !NumericLabel.Formats.Contains(file.Format),
                        new Fault(
                            file.Path,
                            $"the format {file.Format.Name} has no numbers to learn, as a regression needs",
                            $"give {string.Join(", ", NumericLabel.Formats.Select(format => format.Name))}, with the "
                                + "number as label"
                        )
                    )
                ),
        ];
        return [.. found.Where(each => each.IsSo).Select(each => each.Fault)];
    }

    private ReadSentences Reading(ParseResult parsed, ModelRecipe recipe, string path) =>
        recipe.IsRegression
            ? Reading(parsed, recipe, path, NumericLabel.Of, NumericLabel.Check)
            : Reading(parsed, recipe, path, (_, written) => written, (_, sentence) => sentence);

    private ReadSentences Reading(
        ParseResult parsed,
        ModelRecipe recipe,
        string path,
        Func<SentenceFormat, SentenceOptions, SentenceOptions> labelled,
        Func<string, Sentence, LanguageExt.Validation<Fault, Sentence>> check
    ) =>
        (network, phrases) =>
        {
            var format = Written.ReadFormat(parsed, path);
            return format.Read(
                SentenceSource.File(path),
                labelled(format, Written.Read(parsed)) with
                {
                    Phrases = phrases,
                },
                new SentenceEncoder(network, recipe.Config.Tokenisation, (_, _) => Sentence.ZeroId)
                {
                    Filling = Written.ReadPadding(parsed),
                    Limits = Limit.Read(parsed),
                },
                check
            );
        };

    // Word vectors are a text, or those of a model.
    private static ImmutableArray<string> Parts(string vectors) =>
        Directory.Exists(vectors) ? ModelFiles.Files(vectors) : [vectors];

    private static string Sha256(string path)
    {
        using var stream = LrpFunctional.Formats.Edge.Open(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }

    private static int AtLeastOne(Option option, int number) =>
        number >= 1
            ? number
            : throw new FaultException(
                new Fault(
                    option.Name,
                    string.Create(CultureInfo.InvariantCulture, $"it is {number}, where 1 or more is expected"),
                    "raise it, or leave it out"
                )
            );
}
