using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>Networks in ONNX files, as PyTorch's exporter and others write them.</summary>
internal static class OnnxModel
{
    /// <summary>The name of the layout.</summary>
    public const string Name = "ONNX";

    /// <summary>The files beside it that hold its numbers.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, or of another kind.</exception>
    public static ImmutableArray<string> Parts(string path)
    {
        var file = OnnxFile.Read(path);
        RequireNeighbours(file);
        var names = Stored(file.Nodes, file.Initializers).SelectMany(StoredTensor.FileBeside);
        return [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Refuses numbers outside the model's folder, be they needed or not: others open the file, too.</summary>
    /// <exception cref="FaultException">A stored tensor, of whatever graph, points there.</exception>
    public static void RequireNeighbours(OnnxFile file)
    {
        foreach (var tensor in Stored(file.Nodes, file.Initializers))
        foreach (var location in StoredTensor.FileBeside(tensor))
            ExternalData.At(file.Path, $"{file.Path}: {tensor.Name}", location);
    }

    private static IEnumerable<OnnxTensor> Stored(
        ImmutableArray<OnnxNode> nodes,
        ImmutableDictionary<string, OnnxTensor> initializers
    )
    {
        ImmutableArray<OnnxAttribute> attributes = [.. nodes.SelectMany(node => node.Attributes.Values)];
        return initializers
            .Values.Concat(attributes.SelectMany(attribute => attribute.Tensor))
            .Concat(
                attributes
                    .SelectMany(attribute => attribute.Branch)
                    .SelectMany(branch => Stored(branch.Nodes, branch.Initializers))
            );
    }

    /// <summary>
    /// How the network in the file works, and its tensors under their names in <see cref="StateNames"/>, gate blocks in
    /// the order of the file.
    /// </summary>
    /// <exception cref="FaultException">The file is missing, cut off, or holds a network of another kind.</exception>
    public static OnnxNetwork Read(string path)
    {
        var networks = Of(OnnxFile.Read(path));
        var read = networks.SelectMany(network => network.SuccessToSeq()).ToImmutableArray();
        return read.Length switch
        {
            1 => read[0],
            0 => throw new FaultException([.. networks.SelectMany(network => network.FailToSeq()).Distinct()]),
            _ => throw new FaultException(
                new Fault(
                    path,
                    $"{read.Length} of its outputs are scores, where one is expected",
                    "export the network with its scores, or their probabilities, as the only output"
                )
            ),
        };
    }

    /// <summary>The network that each output of a graph gives, or why it gives none.</summary>
    /// <exception cref="FaultException">The graph does not hang together, or has no output.</exception>
    public static ImmutableArray<Validation<Fault, OnnxNetwork>> Of(OnnxFile file)
    {
        if (file.Outputs.IsEmpty)
            throw new FaultException(
                new Fault(file.Path, "its graph has no output, where scores are expected", "export the whole network")
            );
        ImmutableArray<string> lengths = [.. file.Lengths.Select(input => input.Name)];
        return
        [
            .. file.Outputs.Zip(
                Interpreter.Run(file),
                (output, meaning) =>
                    meaning
                        .Bind(value => Edge.Read(file.Path, () => Assembly.Of(file.Path, output, value)))
                        .Map(network =>
                            network with
                            {
                                Signature = network.Signature with
                                {
                                    Lengths = lengths,
                                    Tensors = file.Initializers.Count,
                                },
                            }
                        )
            ),
        ];
    }
}
