using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using LrpFunctional.Formats.Hdf5;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// The weights of a .weights.h5 without its model: layers have the names of their classes and numbers for their arrays,
/// and what each array is, its class says. In which order the layers lie is not in the file.
/// </summary>
internal static partial class KerasStoredWeights
{
    private const int Most = 10_000;
    private static readonly ImmutableArray<string> OfProduct = ["kernel", "bias"];
    private static readonly ImmutableArray<string> OfCell = ["kernel", "recurrent_kernel", "bias"];
    private static readonly ImmutableArray<string> OfMoments = ["moving_mean", "moving_variance"];

    // The classes in an order in which they often lie.
    private static readonly ImmutableArray<string> Usual =
    [
        "embedding",
        "conv1d",
        "batch_normalization",
        "bidirectional",
        "lstm",
        "gru",
        "simple_rnn",
        "layer_normalization",
        "time_distributed",
        "dense",
    ];

    private static readonly FrozenDictionary<(string Class, string Group), ImmutableArray<string>> Arrays =
        new Dictionary<(string, string), ImmutableArray<string>>
        {
            [("embedding", "vars")] = ["embeddings"],
            [("conv1d", "vars")] = OfProduct,
            [("dense", "vars")] = OfProduct,
            [("time_distributed", "layer/vars")] = OfProduct,
            [("lstm", "cell/vars")] = OfCell,
            [("gru", "cell/vars")] = OfCell,
            [("simple_rnn", "cell/vars")] = OfCell,
            [("bidirectional", "forward_layer/cell/vars")] = OfCell,
            [("bidirectional", "backward_layer/cell/vars")] = OfCell,
        }.ToFrozenDictionary();

    /// <summary>The layers, each with its arrays under the names that Keras 1 and 2 give them; those of a layer that is
    /// not read keep the names of the file.</summary>
    /// <exception cref="FaultException">There are very many groups, or they lie in each other without end.</exception>
    public static ImmutableArray<(string Name, ImmutableArray<(string Name, Hdf5Numbers Numbers)> Arrays)> Of(
        Hdf5Object root
    ) =>
        [
            .. Datasets(root)
                .Select(found => (Parts: found.Path.Replace('\\', '/').Split('/'), found.Numbers))
                .GroupBy(found => found.Parts.Length > 2 ? found.Parts[1] : found.Parts[0], StringComparer.Ordinal)
                .OrderBy(layer => Usual.IndexOf(Class(layer.Key)) is >= 0 and var place ? place : Usual.Length)
                .ThenBy(layer => Number(layer.Key))
                .Select(layer =>
                    (
                        layer.Key,
                        Named(
                            layer.Key,
                            [
                                .. layer.Select(found =>
                                    (found.Parts.Length > 2 ? found.Parts[2..] : found.Parts, found.Numbers)
                                ),
                            ]
                        )
                    )
                ),
        ];

    private static ImmutableArray<(string Name, Hdf5Numbers Numbers)> Named(
        string layer,
        ImmutableArray<(string[] Parts, Hdf5Numbers Numbers)> arrays
    ) =>
        [
            .. arrays
                .GroupBy(array => string.Join('/', array.Parts.SkipLast(1)), StringComparer.Ordinal)
                // What reads from the left comes first.
                .OrderByDescending(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group =>
                {
                    var names = NamesOf(Class(layer), group.Key, group.Count());
                    return group
                        .OrderBy(array => Number($"_{array.Parts[^1]}"))
                        .Select(
                            (array, at) =>
                                (at < names.Length ? names[at] : string.Join('/', array.Parts), array.Numbers)
                        );
                }),
        ];

    // Of a normalisation with an array less, nothing says which.
    private static ImmutableArray<string> NamesOf(string kind, string group, int count) =>
        (kind, group, count) switch
        {
            ("batch_normalization", "vars", 4) => ["gamma", "beta", .. OfMoments],
            ("batch_normalization", "vars", 2) => OfMoments,
            ("layer_normalization", "vars", 2) => ["gamma", "beta"],
            _ => Arrays.GetValueOrDefault((kind, group), []),
        };

    // Groups may lie in each other without end, where links lead back.
    private static IEnumerable<Hdf5Object> Datasets(Hdf5Object root)
    {
        var open = new Queue<Hdf5Object>([root]);
        for (var seen = 0; open.TryDequeue(out var found); seen++)
        {
            if (seen + open.Count >= Most)
                throw new FaultException(
                    new Fault(root.Place, $"it has more than {Most} groups and arrays", "save the weights again")
                );
            if (found.IsDataset)
                yield return found;
            else
                foreach (var name in found.Names)
                    open.Enqueue(found[name]);
        }
    }

    private static string Class(string layer) => Numbered().Replace(layer, "");

    private static int Number(string name) =>
        Numbered().Match(name) is { Success: true } found
            ? int.Parse(found.ValueSpan[1..], CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(@"_\d{1,6}$")]
    private static partial Regex Numbered();
}
