using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A layer of a graph and the names of the layers that it reads.</summary>
internal sealed record KerasNode(KerasLayer Layer, ImmutableArray<string> Reads)
{
    // What it makes, and h and c of two directions.
    private const int MostOutputs = 5;

    /// <summary>What an operation is called with beside what it reads.</summary>
    public Option<KerasConfig> Arguments { get; init; }

    /// <summary>A number in the place of one of two layers that an operation is called with.</summary>
    public Option<double> Number { get; init; }

    /// <summary>Whether that number is the first of the two.</summary>
    public bool NumberIsFirst { get; init; }

    /// <summary>Whether it is called with a mask, as Keras 3 writes it.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The names of what it gives: what it makes, and of a recurrent layer its states.</summary>
    public IEnumerable<string> Gives =>
        Enumerable
            .Range(0, KerasClass.Recurrent.Contains(Layer.Class) ? MostOutputs : 1)
            .Select(number => KerasTensor.Output(Layer.Name, number));

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
                        node.Gives.Any(before.Read.Contains)
                            ? (before.Read.Union(node.Reads), before.Kept.Push(node))
                            : before
                )
                .Kept,
        ];

    /// <summary>
    /// The nodes, each behind those that it reads; those that read each other in a circle come last.
    /// </summary>
    public static ImmutableArray<KerasNode> InOrder(ImmutableArray<KerasNode> nodes)
    {
        var places = nodes
            .SelectMany((node, at) => node.Gives.Select(name => (Name: name, at)))
            .ToImmutableDictionary(node => node.Name, node => node.at, StringComparer.Ordinal);
        var below = nodes
            .Select(node => node.Reads.Where(places.ContainsKey).Select(name => places[name]).ToImmutableArray())
            .ToImmutableArray();
        var above = below
            .SelectMany((read, at) => read.Select(one => (one, at)))
            .ToLookup(use => use.one, use => use.at);
        var open = below.Select(read => read.Length).ToArray();
        var ready = new PriorityQueue<int, int>(
            Enumerable.Range(0, nodes.Length).Where(at => open[at] == 0).Select(at => (at, at))
        );
        var order = ImmutableArray.CreateBuilder<KerasNode>(nodes.Length);
        while (ready.TryDequeue(out var at, out _))
        {
            order.Add(nodes[at]);
            foreach (var user in above[at])
            {
                if (--open[user] == 0)
                    ready.Enqueue(user, user);
            }
        }

        order.AddRange(nodes.Where((_, at) => open[at] > 0));
        return order.MoveToImmutable();
    }

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
                :
                [
                    .. Reads.SelectMany(name =>
                        input.Exists(own => own == name) ? reads : [KerasGraph.Inside(model.Name, name)]
                    ),
                ],
        };
}
