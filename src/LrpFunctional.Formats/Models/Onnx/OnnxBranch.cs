using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>A graph within a node: one of the two ways in which an If may go on.</summary>
/// <param name="Nodes">The operations, in an order in which each comes after those that it needs.</param>
/// <param name="Initializers">The stored tensors.</param>
/// <param name="Outputs">The names of what it gives back.</param>
internal sealed record OnnxBranch(
    ImmutableArray<OnnxNode> Nodes,
    ImmutableDictionary<string, OnnxTensor> Initializers,
    ImmutableArray<string> Outputs
)
{
    private const int Deepest = 8;

    /// <summary>The names of the values that it makes or stores.</summary>
    public IEnumerable<string> Own =>
        Nodes.SelectMany(node => node.Outputs).Concat(Initializers.Keys).Where(name => name != "");

    /// <summary>The names that stand for values from around it.</summary>
    public IEnumerable<string> Wanted =>
        Nodes
            .SelectMany(node => node.Needs)
            .Concat(Outputs)
            .Where(name => name != "")
            .Except(Own, StringComparer.Ordinal);

    /// <summary>The graph in a field of an attribute.</summary>
    /// <param name="message">The field.</param>
    /// <param name="depth">How many graphs lie around it.</param>
    /// <exception cref="FaultException">Graphs lie in each other deeper than any exporter puts them.</exception>
    public static OnnxBranch Read(ProtoField message, int depth)
    {
        if (depth > Deepest)
        {
            throw new FaultException(
                new Fault(
                    message.Source,
                    $"more than {Deepest} graphs lie in each other",
                    "export the network without branches"
                )
            );
        }

        var graph = message.Fields().ToLookup(field => field.Number);
        return new OnnxBranch(
            [.. graph[1].Select(node => OnnxNode.Read(node, depth))],
            OnnxTensor.ByName(message.Source, graph[5]),
            [.. graph[12].Select(OnnxInput.Read).Select(output => output.Name)]
        );
    }
}
