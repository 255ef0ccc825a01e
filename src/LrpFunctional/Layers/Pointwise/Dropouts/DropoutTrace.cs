using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.Dropouts;

/// <summary>What a dropout did with a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Scales">m / (1 − p) of each packed row (rows × D).</param>
/// <param name="Made">y of each (rows × D).</param>
internal sealed record DropoutTrace(DropoutLayer Layer, Packing Packing, Matrix Scales, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>R_x = R_y: a number passes on what its only reader received.</summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        new PassedRelevance(Packing, arriving.OfRows(Layer.Strands, Packing));

    /// <summary>∂s/∂x = m ⊙ ∂s/∂y / (1 − p).</summary>
    public ILayerGradient Gradient(Arriving arriving) =>
        new RowsGradient(Scales.Times(arriving.OfRows(Layer.Strands, Packing)));

    /// <summary>Multipliers pass a line as derivatives do.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Gradient(arriving);
}
