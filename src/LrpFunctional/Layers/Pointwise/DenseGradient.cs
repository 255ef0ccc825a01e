using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>The gradient that flowed back through a dense layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="BySums">dz = dy ⊙ a'(z) (rows × m).</param>
internal sealed record DenseGradient(DenseTrace Trace, Matrix BySums) : ILayerGradient
{
    /// <summary>dx = dz W (rows × k).</summary>
    public Matrix ByInputs => Product.Of(BySums, Trace.Layer.Weights);

    /// <summary>dW = dzᵀ x, db = Σ dz.</summary>
    public ImmutableArray<Matrix> ByWeights =>
        [Product.Of(MatrixRows.Transposed(BySums), Trace.Inputs), MatrixRows.Total(BySums)];

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByInputs);
}
