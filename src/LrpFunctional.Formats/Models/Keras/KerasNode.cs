using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A layer of a graph and the names of the layers that it reads.</summary>
internal sealed record KerasNode(KerasLayer Layer, ImmutableArray<string> Reads)
{
    /// <summary>What an operation is called with beside what it reads.</summary>
    public Option<KerasConfig> Arguments { get; init; }

    /// <summary>A number in the place of one of two layers that an operation is called with.</summary>
    public Option<double> Number { get; init; }

    /// <summary>Whether that number is the first of the two.</summary>
    public bool NumberIsFirst { get; init; }

    /// <summary>The layers that score what it reads, where it is an attention.</summary>
    public ImmutableArray<KerasLayer> Scorers { get; init; } = [];

    /// <summary>Those of the nodes that some layers are made of, those layers included.</summary>
    public static ImmutableArray<KerasNode> ReadBy(ImmutableArray<KerasNode> nodes, ImmutableArray<string> layers) =>
        [
            .. nodes
                .Reverse()
                .Aggregate(
                    (Read: layers.ToImmutableHashSet(StringComparer.Ordinal), Kept: ImmutableStack<KerasNode>.Empty),
                    (before, node) =>
                        before.Read.Contains(node.Layer.Name)
                            ? (before.Read.Union(node.Reads), before.Kept.Push(node))
                            : before
                )
                .Kept,
        ];

    /// <summary>The same in a model around its own.</summary>
    /// <param name="model">Its own model as a layer of that.</param>
    /// <param name="input">What its own model calls its input.</param>
    /// <param name="reads">What its own model reads there.</param>
    public KerasNode Within(KerasLayer model, Option<string> input, ImmutableArray<string> reads) =>
        this with
        {
            Layer = Layer.Within(model),
            Reads = Reads.IsEmpty
                ? reads
                : [.. Reads.SelectMany(name => name == input ? reads : [KerasGraph.Inside(model.Name, name)])],
        };
}
