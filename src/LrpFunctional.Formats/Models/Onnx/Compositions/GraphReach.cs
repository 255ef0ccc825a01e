using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>What a value of a graph is made of, found by names alone.</summary>
/// <param name="Nodes">The nodes above it.</param>
/// <param name="Names">The names of all values above it.</param>
internal sealed record GraphReach(ImmutableArray<OnnxNode> Nodes, ImmutableHashSet<string> Names)
{
    private static readonly ImmutableArray<string> Recurrent = ["LSTM", "GRU", "RNN"];

    /// <summary>Everything above a value.</summary>
    public static GraphReach Of(OnnxFile file, string name) => Of(file, [name], node => node.Needs);

    /// <summary>
    /// What above a value goes through the layers: no shape, and of a state before the first step what a recurrent
    /// layer makes it of.
    /// </summary>
    public static GraphReach OfFlows(OnnxFile file, string name) =>
        Of(
            file,
            [
                name,
                .. Of(file, name)
                    .Nodes.Where(node => Recurrent.Contains(node.Op))
                    .SelectMany(node => node.Inputs.Take(1)),
            ],
            node =>
                node.Op == "Shape" ? []
                : Recurrent.Contains(node.Op) ? node.Inputs[..Math.Min(1, node.Inputs.Length)]
                : node.Needs
        );

    private static GraphReach Of(
        OnnxFile file,
        ImmutableArray<string> above,
        Func<OnnxNode, ImmutableArray<string>> needs
    )
    {
        var makers = file
            .Nodes.SelectMany(node => node.Outputs.Select(output => (Output: output, Node: node)))
            .ToLookup(made => made.Output, made => made.Node);
        var (nodes, names) = (
            new HashSet<OnnxNode>(ReferenceEqualityComparer.Instance),
            new HashSet<string>(StringComparer.Ordinal)
        );
        var open = new Stack<string>(above);
        while (open.TryPop(out var wanted))
        {
            if (wanted == "" || !names.Add(wanted))
                continue;
            foreach (var input in makers[wanted].Where(nodes.Add).SelectMany(node => needs(node).AsEnumerable()))
                open.Push(input);
        }

        return new GraphReach([.. nodes], [.. names]);
    }
}
