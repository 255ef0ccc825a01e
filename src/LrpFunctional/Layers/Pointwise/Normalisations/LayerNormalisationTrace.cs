using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.Normalisations;

/// <summary>A layer normalisation of a batch.</summary>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Rows">What it made of each packed row, in the order of the words.</param>
internal sealed record LayerNormalisationTrace(Packing Packing, NormalisedRows Rows) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Rows.Layer;

    /// <inheritdoc/>
    public Matrix Made => Rows.Made;

    /// <summary>
    /// R_x by the rule of normalisations: R_x = R_y, or that of y = W x̃ + β with x̃ = x / √(σ² + ε), whose divisor is
    /// taken as a number that came with the row and whose mean is a sum like others (Ali et al. 2022).
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        NormalisationRelevance.Of(
            rules.OfLayer(number).Normalisation,
            Rows.Layer.Sum,
            Packing,
            Rows.Scaled,
            Made,
            arriving.OfRows(Rows.Layer.Strands, Packing)
        );

    /// <summary>As of its rows.</summary>
    public ILayerGradient Gradient(Arriving arriving) =>
        new RowsGradient(Rows.Gradient(arriving.OfRows(Rows.Layer.Strands, Packing)));

    /// <summary>Has no equation.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        throw new System.Diagnostics.UnreachableException();
}
