using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// The weights of a .keras archive or a .weights.h5: a group for each object that has a state, layers called by their
/// classes; in one way by Keras 2.12 to 2.15, in another by Keras 3, and with backslashes where written on Windows.
/// </summary>
/// <param name="Root">The root of the HDF5 file.</param>
internal sealed partial record KerasWeightStore(Hdf5Object Root)
{
    private const string Keras3 = "layers";
    private const string Keras2 = "_layer_checkpoint_dependencies";

    /// <summary>Whether a file has such groups.</summary>
    public static bool IsIn(Hdf5Object root) =>
        root.Names.Select(name => name.Split('\\')[0]).Any(name => name is Keras3 or Keras2);

    /// <summary>Whether Keras 2 wrote them, and not Keras 3.</summary>
    public static bool IsOfKeras2(Hdf5Object root) =>
        root.Names.Any(name => name.StartsWith(Keras2, StringComparison.Ordinal));

    /// <summary>Where a layer's weights lie, in Keras' order.</summary>
    public ImmutableArray<Hdf5Object> Of(KerasLayer layer)
    {
        var home = layer.Stored.Aggregate(
            ImmutableArray<string>.Empty,
            (path, stored) => [.. path, .. Step(path, stored), .. stored == layer.Stored[^1] ? [] : stored.ToModel]
        );
        return
        [
            .. Groups(layer)
                .SelectMany(group =>
                    Numbered(
                        Find([.. home, .. group])
                            // Some versions write a part by the name that its layer keeps to itself.
                            .BiBind(Prelude.Some, () => Find([.. home, $"_{group[0]}", .. group[1..]]))
                            .IfNone(() =>
                                throw layer.Config.Fault(
                                    $"the file has no {string.Join('/', [.. home, .. group])}, where its weights are expected"
                                )
                            )
                    )
                ),
        ];
    }

    private static ImmutableArray<ImmutableArray<string>> Groups(KerasLayer layer) =>
        layer.Class switch
        {
            KerasClass.Bidirectional =>
            [
                ["forward_layer", "cell", "vars"],
                ["backward_layer", "cell", "vars"],
            ],
            KerasClass.Lstm or KerasClass.Gru or KerasClass.SimpleRnn =>
            [
                ["cell", "vars"],
            ],
            KerasClass.MultiHeadAttention =>
            [
                ["query_dense", "vars"],
                ["key_dense", "vars"],
                ["value_dense", "vars"],
                ["output_dense", "vars"],
            ],
            KerasClass.TimeDistributed =>
            [
                ["layer", "vars"],
            ],
            _ =>
            [
                ["vars"],
            ],
        };

    // Keras 2.12 counted some layers twice, so that only the order of the numbers is sure.
    private ImmutableArray<string> Step(ImmutableArray<string> path, KerasStored stored)
    {
        var name = Snake(stored.Class);
        if (Find([.. path, Keras2]).IsNone && Children([.. path, Keras2]).IsEmpty)
            return [Keras3, stored.At == 0 ? name : $"{name}_{stored.At}"];
        var same = Children([.. path, Keras2])
            .Where(child => Number(child, name) >= 0)
            .OrderBy(child => Number(child, name))
            .ToImmutableArray();
        return same.Length == stored.Count
            ? [Keras2, same[stored.At]]
            : throw new FaultException(
                new Fault(
                    Root.Place,
                    $"it has the weights of {same.Length} {stored.Class} layers, where {stored.Count} are expected",
                    "save it as .h5, or load it with Keras 3 and save it again"
                )
            );
    }

    private static int Number(string child, string name) =>
        child == name ? 0
        : child.StartsWith($"{name}_", StringComparison.Ordinal)
        && int.TryParse(child[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
        : -1;

    private Option<Hdf5Object> Find(ImmutableArray<string> path) => Find(Root, path);

    // One name may stand for several steps of a path.
    private static Option<Hdf5Object> Find(Hdf5Object group, ImmutableArray<string> path) =>
        path.IsEmpty
            ? group
            : Enumerable
                .Range(1, path.Length)
                .Select(count => group.Find(string.Join('\\', path[..count])).Bind(found => Find(found, path[count..])))
                .Somes()
                .HeadOrNone();

    private ImmutableArray<string> Children(ImmutableArray<string> path)
    {
        var before = $"{string.Join('\\', path)}\\";
        return
        [
            .. Find(path)
                .Map(group => group.Names)
                .IfNone([])
                .Concat(
                    Root.Names.Where(name => name.StartsWith(before, StringComparison.Ordinal))
                        .Select(name => name[before.Length..])
                )
                .Select(name => name.Split('\\')[0])
                .Distinct(),
        ];
    }

    private static IEnumerable<Hdf5Object> Numbered(Hdf5Object group) =>
        Enumerable.Range(0, group.Names.Length).Select(at => group[$"{at}"]);

    private static string Snake(string kind) =>
        WordBegin().Replace(CapitalisedWord().Replace(kind, "$1_$2"), "$1_$2").ToLowerInvariant();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex CapitalisedWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex WordBegin();
}
