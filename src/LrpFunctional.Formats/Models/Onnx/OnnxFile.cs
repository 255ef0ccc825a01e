using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>What an ONNX file holds, as far as a recurrent network needs it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Opset">The version of the operations; of earlier ones that of the form that they are brought to.</param>
/// <param name="Nodes">The operations, in the order of the file.</param>
/// <param name="Initializers">The stored tensors.</param>
/// <param name="Inputs">What the caller gives.</param>
/// <param name="Outputs">The names of what the graph gives back.</param>
internal sealed record OnnxFile(
    string Path,
    int Opset,
    ImmutableArray<OnnxNode> Nodes,
    ImmutableDictionary<string, OnnxTensor> Initializers,
    ImmutableArray<OnnxInput> Inputs,
    ImmutableArray<string> Outputs
)
{
    private const int OldestOpset = 1;
    private const int NewestOpset = 25;
    private const string Repair = "the file is damaged, or made by hand; export the network again";
    private const string Remedy = "the file may be cut off or of another kind; export the network again";

    /// <summary>The file's graph, not yet understood.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, of another kind, or of a version whose operations
    /// may mean something else.</exception>
    public static OnnxFile Read(string path)
    {
        var model = ProtoField
            .Of(path, Edge.Bytes(path))
            .Where(field => field.Number is 7 or 8)
            .ToLookup(field => field.Number);
        if (model[7].Count() != 1)
            throw new FaultException(new Fault(path, "it holds no graph, where an ONNX file holds one", Remedy));
        var opsets = model[8]
            .Select(Opsets)
            .Where(opset => opset.Domain is "" or "ai.onnx")
            .Select(opset => opset.Version)
            .Distinct()
            .ToImmutableArray();
        if (opsets.Length > 1)
            throw new FaultException(
                new Fault(path, $"its operations are of several opsets at once, {string.Join(", ", opsets)}", Repair)
            );
        var opset = opsets.FirstOrDefault();
        if (opset == 0)
            throw new FaultException(
                new Fault(path, "it does not say which opset of ONNX its operations are of", Remedy)
            );
        if (opset is < OldestOpset or > NewestOpset)
        {
            throw new FaultException(
                new Fault(
                    path,
                    $"its operations are those of opset {opset}, where {OldestOpset} to {NewestOpset} are read",
                    "export the network with another opset, for example 17"
                )
            );
        }

        var graph = model[7].First().Fields().ToLookup(field => field.Number);
        var stored = OnnxTensor.ByName(path, graph[5]);
        var inputs = graph[11]
            .Select(OnnxInput.Read)
            .Where(input => !stored.ContainsKey(input.Name))
            .ToImmutableArray();
        RequireUnique(path, "inputs", inputs.Select(input => input.Name));
        var outputs = graph[12].Select(OnnxInput.Read).Select(output => output.Name).ToImmutableArray();
        RequireUnique(path, "outputs", outputs);
        return new OnnxFile(
            path,
            Math.Max((int)opset, FormerOperations.Present),
            [.. graph[1].SelectMany(node => FormerOperations.Raised(path, opset, OnnxNode.Read(node, 0)))],
            stored,
            inputs,
            outputs
        );
    }

    /// <summary>
    /// The inputs that say how many steps each sequence has: a whole number for each, beside the sequences.
    /// </summary>
    public ImmutableArray<OnnxInput> Lengths =>
        Inputs.Any(input => input.Rank > 1) ? [.. Inputs.Where(input => input is { IsWhole: true, Rank: 1 })] : [];

    /// <summary>Refuses things of one kind of which two are called alike.</summary>
    /// <exception cref="FaultException">Two names are the same.</exception>
    public static void RequireUnique(string where, string kind, IEnumerable<string> names)
    {
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new FaultException(new Fault(where, $"two {kind} are called \"{twice.Key}\"", Repair));
    }

    private static (string Domain, long Version) Opsets(ProtoField message)
    {
        var fields = message.Fields().ToLookup(field => field.Number);
        return (fields[1].LastOrDefault()?.Text() ?? "", fields[2].LastOrDefault()?.Integer() ?? 0);
    }
}
