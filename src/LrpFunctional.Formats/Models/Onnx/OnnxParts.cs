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
    /// <param name="path">The file.</param>
    /// <param name="output">The name of that output, or its number from 0, where it is chosen.</param>
    /// <exception cref="FaultException">The file is missing, cut off, or holds a network of another kind.</exception>
    public static ModelParts Read(string path, Option<string> output = default)
    {
        var whole = OnnxFile.Read(path);
        OnnxModel.RequireNeighbours(whole);
        var file = output.Match(
            said => whole with { Outputs = [OutputChoice.Of(path, whole.Outputs, said)] },
            () => whole
        );
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
            .Parts.Map(found =>
                found with
                {
                    Notes = found.Notes.AddRange(OutputChoice.LeftAside(whole.Outputs, read.Output)),
                }
            )
            .OrThrow();
    }

    private static Validation<Fault, ModelParts> OfChain(OnnxNetwork network) =>
        new ModelParts(network.Config, network.Tensors) { Graph = network.Signature };
}
