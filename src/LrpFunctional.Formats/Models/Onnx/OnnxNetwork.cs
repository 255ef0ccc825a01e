using System.Collections.Immutable;
using LrpFunctional.Formats.Tensors;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The network in a graph.</summary>
/// <param name="Config">How it works.</param>
/// <param name="Tensors">Its tensors under their names in <see cref="StateNames"/>.</param>
/// <param name="Signature">What the graph wants of its caller, and gives.</param>
internal sealed record OnnxNetwork(
    ModelConfig Config,
    ImmutableDictionary<string, Tensor> Tensors,
    GraphSignature Signature
);
