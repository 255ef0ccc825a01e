using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Pointwise.Normalisations;

/// <summary>What a layer normalisation made of some rows.</summary>
/// <param name="Layer">The normalisation.</param>
/// <param name="Read">x of each row (rows × D).</param>
/// <param name="Normal">x̂ = (x − μ) / √(σ² + ε) of each (rows × D).</param>
/// <param name="Deviation">√(σ² + ε) of each, beside itself (rows × D).</param>
/// <param name="Made">y of each (rows × D).</param>
internal sealed record NormalisedRows(
    LayerNormalisation Layer,
    Matrix Read,
    Matrix Normal,
    Matrix Deviation,
    Matrix Made
)
{
    /// <summary>Those of a run of rows.</summary>
    public NormalisedRows Slice(int firstRow, int rows)
    {
        Matrix At(Matrix all) => all.Slice(firstRow, rows);
        return new NormalisedRows(Layer, At(Read), At(Normal), At(Deviation), At(Made));
    }

    /// <summary>x / √(σ² + ε), the sum that it is reads (rows × D).</summary>
    public Matrix Scaled => Read.Over(Deviation);

    /// <summary>R of x, given that of y (rows × D), by the sharing of <see cref="LayerNormalisation.Sum"/>.</summary>
    public Shares Relevance(Sharing share, Matrix reaching) => share([Scaled], Made, reaching);

    /// <summary>∂s/∂x = (d − mean(d) − x̂ mean(d ⊙ x̂)) / √(σ² + ε), d = γ ⊙ ∂s/∂y.</summary>
    public Matrix Gradient(Matrix byMade)
    {
        Matrix Mean(Matrix rows) => LayerNormalisation.Mean(rows).Repeat(rows.Columns);
        var d = Layer.Scaled(byMade);
        return (d - Mean(d) - Normal.Times(Mean(d.Times(Normal)))).Over(Deviation);
    }
}
