using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.Normalisations;

/// <summary>A layer normalisation of a batch.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Read">x of each packed row, in the order of the words (rows × D).</param>
/// <param name="Normal">x̂ = (x − μ) / √(σ² + ε) of each (rows × D).</param>
/// <param name="Deviation">√(σ² + ε) of each row, beside itself (rows × D).</param>
/// <param name="Made">y of each (rows × D).</param>
internal sealed record LayerNormalisationTrace(
    LayerNormalisation Layer,
    Packing Packing,
    Matrix Read,
    Matrix Normal,
    Matrix Deviation,
    Matrix Made
) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <summary>
    /// R_x by the rule of normalisations: R_x = R_y, or that of y = W x̃ + β with x̃ = x / √(σ² + ε), whose divisor is
    /// taken as a number that came with the row and whose mean is a sum like others (Ali et al. 2022).
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        NormalisationRelevance.Of(
            rules.OfLayer(number).Normalisation,
            Layer.Sum,
            Packing,
            Read.Over(Deviation),
            Made,
            arriving.OfRows(Layer.Strands, Packing)
        );

    /// <summary>∂s/∂x = (d − mean(d) − x̂ mean(d ⊙ x̂)) / √(σ² + ε), d = γ ⊙ ∂s/∂y.</summary>
    public ILayerGradient Gradient(Arriving arriving)
    {
        Matrix Mean(Matrix rows) => LayerNormalisation.Mean(rows).Repeat(rows.Columns);
        var d = Layer.Scaled(arriving.OfRows(Layer.Strands, Packing));
        return new RowsGradient((d - Mean(d) - Normal.Times(Mean(d.Times(Normal)))).Over(Deviation));
    }

    /// <summary>Has no equation.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        throw new System.Diagnostics.UnreachableException();
}
