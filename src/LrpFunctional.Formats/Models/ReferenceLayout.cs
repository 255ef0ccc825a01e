using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models;

/// <summary>
/// The files of the reference program (ArrasL/LRP_for_LSTM): <c>vocab</c>, a pickled list of words; <c>model</c>, a
/// pickled dictionary of arrays; <c>embeddings.npy</c>. Gate blocks in the order i, g, f, o; no output bias.
/// </summary>
internal static class ReferenceLayout
{
    public const string Name = "reference program";

    private const string WordsFile = "vocab";
    private const string ModelFile = "model";
    private const string EmbeddingFile = "embeddings.npy";
    private const string UnknownWord = "<unk>";
    private static readonly ImmutableArray<string> Sides = ["Left", "Right"];
    private static readonly ImmutableArray<string> Sentiments =
    [
        "very negative",
        "negative",
        "neutral",
        "positive",
        "very positive",
    ];

    /// <summary>The files of a folder.</summary>
    public static ImmutableArray<string> Files(string folder) =>
        [.. new[] { WordsFile, ModelFile, EmbeddingFile }.Select(file => At(folder, file))];

    public static bool IsIn(string folder) =>
        File.Exists(Path.Combine(folder, ModelFile)) || File.Exists(Path.Combine(folder, WordsFile));

    public static Validation<Fault, StoredModel> Read(string folder, ReadingLimits limits)
    {
        Validation<Fault, T> At<T>(string file, Func<string, T> read) =>
            Edge.Read(Path.Combine(folder, file), () => read(ReferenceLayout.At(folder, file)));
        return (
            At(WordsFile, file => Words(file, limits)),
            At(ModelFile, file => Weights(file, limits)),
            At(EmbeddingFile, NpyFile.Read)
        )
            .Apply((words, weights, embedding) => (words, tensors: weights.Add(StateNames.Embedding, embedding)))
            .Bind(read =>
                StoredModel.Create(
                    Name,
                    Path.Combine(folder, WordsFile),
                    (RowWords)(_ => read.words),
                    Config(read.words, read.tensors[StateNames.Weight(StateNames.Output)]),
                    read.tensors
                )
            );
    }

    private static string At(string folder, string file) => Neighbour.Beside(Path.Combine(folder, ModelFile), file);

    private static ModelConfig Config(ImmutableArray<string> words, Tensor output) =>
        ModelConfig.Default with
        {
            Classes = output.Values.Rows == Sentiments.Length ? Sentiments : [],
            UnknownWord = words.Contains(UnknownWord) ? UnknownWord : Option<string>.None,
            Tokenisation = Tokenisation.Treebank,
            Polarity = output.Values.Rows == Sentiments.Length ? new Polarity([0, 1], [3, 4]) : Option<Polarity>.None,
            Architecture = Architecture.Default with { GateOrder = GateOrder.Reference },
        };

    private static ImmutableArray<string> Words(string path, ReadingLimits limits) =>
        PickleReader.Read(path, limits) is Pickle.List list && list.Items.All(item => item is Pickle.Text)
            ? [.. list.Items.Cast<Pickle.Text>().Select(word => word.Value)]
            : throw new FaultException(new Fault(path, "it does not hold a list of words", "pickle a list of str"));

    private static ImmutableDictionary<string, Tensor> Weights(string path, ReadingLimits limits)
    {
        var read = PickleReader.Read(path, limits) as Pickle.Dictionary;
        var all =
            read is not null && read.Items.All(item => item.Key is Pickle.Text)
                ? read.Items.GroupBy(item => ((Pickle.Text)item.Key).Value, item => item.Value).ToImmutableArray()
                : throw new FaultException(
                    new Fault(path, "it does not hold a dictionary of arrays", "pickle a dict from str to NumPy array")
                );
        var names = Sides.SelectMany(side => Cell(side).Append(Output(side))).ToImmutableArray();
        var items = all.ToDictionary(item => item.Key, item => item.First());
        ImmutableArray<Fault> faults =
        [
            .. all.Where(item => item.Count() > 1)
                .Select(item => new Fault(
                    $"{path}: {item.Key}",
                    "two arrays have this name",
                    "pickle each array once"
                )),
            .. names
                .Where(name => !items.ContainsKey(name))
                .Select(name => new Fault($"{path}: {name}", "the array is missing", "pickle the whole network")),
            .. items
                .Keys.Except(names)
                .Select(name => new Fault(
                    $"{path}: {name}",
                    "the array is not expected",
                    $"pickle only {string.Join(", ", names)}"
                )),
        ];
        if (!faults.IsEmpty)
            throw new FaultException(faults);

        var tensors = Validations
            .All(names.Select(name => Edge.Read(path, () => PickledArrays.Tensor($"{path}: {name}", items[name]))))
            .OrThrow()
            .Zip(names, (tensor, name) => (tensor, name))
            .ToDictionary(pair => pair.name, pair => pair.tensor);
        var cells =
            from pair in Sides.Zip(StateNames.Directions, (side, direction) => (side, direction))
            from name in Cell(pair.side)
                .Zip(StateNames.Cell(StateNames.Lstm, 0, pair.direction).Blocks, (ours, standard) => (ours, standard))
            select KeyValuePair.Create(name.standard, tensors[name.ours]);
        return cells
            .Append(
                KeyValuePair.Create(
                    StateNames.Weight(StateNames.Output),
                    SideBySide([.. Sides.Select(side => tensors[Output(side)])])
                )
            )
            .ToImmutableDictionary();
    }

    private static ImmutableArray<string> Cell(string side) =>
        [$"Wxh_{side}", $"Whh_{side}", $"bxh_{side}", $"bhh_{side}"];

    private static string Output(string side) => $"Why_{side}";

    // A network has one output matrix over both directions; the reference stores it in two halves.
    private static Tensor SideBySide(ImmutableArray<Tensor> halves)
    {
        var name = string.Join(" and ", halves.Select(half => half.Place));
        var rows = halves[0].Values.Rows;
        if (halves.Any(half => half.Values.Rows != rows))
        {
            throw new FaultException(
                new Fault(
                    name,
                    $"the shapes are {string.Join(" and ", halves.Select(half => half.Values))}, "
                        + "where equally many rows are expected",
                    "check that all arrays come from one model"
                )
            );
        }

        ImmutableArray<double> values =
        [
            .. Enumerable.Range(0, rows).SelectMany(row => halves.SelectMany(half => half.Values.Row(row).ToArray())),
        ];
        var columns = halves.Sum(half => half.Values.Columns);
        return new Tensor(name, halves.Max(half => half.Type), [rows, columns], Matrix.Of(rows, columns, values));
    }
}
