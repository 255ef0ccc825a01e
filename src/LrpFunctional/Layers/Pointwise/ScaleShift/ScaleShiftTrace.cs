using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>A scale and shift of a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Read">x of each packed row, in the order of the words (rows × D).</param>
/// <param name="Made">y of each (rows × D).</param>
internal sealed record ScaleShiftTrace(ScaleShiftLayer Layer, Packing Packing, Matrix Read, Matrix Made) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>
    /// R_x by the rule of normalisations: R_x = R_y, as a number passes on what its only reader received, or that of
    /// y = a ⊙ x + b.
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        NormalisationRelevance.Of(
            rules.OfLayer(number).Normalisation,
            () => new WeightedSum([Connection.Diagonal(Layer.Scale)], [.. Layer.Shift.Span]),
            Packing,
            Read,
            Made,
            arriving.OfRows(Layer.Strands, Packing)
        );

    /// <summary>∂s/∂x = a ⊙ ∂s/∂y.</summary>
    public ILayerGradient Gradient(Arriving arriving) =>
        new RowsGradient(Layer.Scaled(arriving.OfRows(Layer.Strands, Packing)));

    /// <summary>Multipliers pass a line as derivatives do.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Gradient(arriving);
}
