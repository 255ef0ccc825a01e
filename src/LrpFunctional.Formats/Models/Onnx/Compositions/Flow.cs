using LrpFunctional.Layers;

namespace LrpFunctional.Formats.Models.Onnx.Compositions;

/// <summary>What a layer of the composition makes.</summary>
/// <param name="Layer">Its number, or that of the word vectors.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record Flow(int Layer, FlowShape Shape);
