using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models.Onnx.Compositions;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>
/// What an ONNX file says: a chain that a state dict could say too, else a composition of what its graph does.
/// </summary>
internal static class OnnxParts
{
    /// <summary>The network of the output that the scores are.</summary>
    /// <exception cref="FaultException">The file is missing, cut off, or holds a network of another kind.</exception>
    public static ModelParts Read(string path)
    {
        var file = OnnxFile.Read(path);
        var chains = OnnxModel.Of(file);

        // Scores are made of the hidden states that a graph may give beside them.
        ImmutableArray<(string Output, Validation<Fault, OnnxNetwork> Chain)> outputs =
        [
            .. file
                .Outputs.Zip(chains, (output, chain) => (Output: output, Chain: chain))
                .OrderByDescending(output => GraphReach.Of(file, output.Output).Nodes.Length),
        ];
        var parts = outputs
            .Select(output =>
                (
                    output.Output,
                    Parts: output.Chain.Match(network => OfChain(network), _ => OnnxComposition.Of(file, output.Output))
                )
            )
            .ToImmutableArray();
        var read = parts.FirstOrDefault(output => output.Parts.IsSuccess, parts[0]);
        return read
            .Parts.Map(found => found with { Notes = found.Notes.AddRange(LeftAside(file, read.Output)) })
            .OrThrow();
    }

    private static Validation<Fault, ModelParts> OfChain(OnnxNetwork network) =>
        new ModelParts(network.Config, network.Tensors) { Graph = network.Signature };

    private static IEnumerable<string> LeftAside(OnnxFile file, string read) =>
        file.Outputs.Length > 1
            ? [$"the scores are the output {read}; left aside are {string.Join(", ", file.Outputs.Remove(read))}"]
            : [];
}
