using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.Normalisations;

/// <summary>
/// y = γ ⊙ (x − μ) / √(σ² + ε) + β, with mean μ and variance σ² of the numbers of each row (Ba, Kiros and Hinton 2016).
/// </summary>
/// <param name="Scale">γ (1 × D).</param>
/// <param name="Shift">β (1 × D).</param>
/// <param name="Epsilon">ε.</param>
internal sealed record LayerNormalisation(Matrix Scale, Matrix Shift, double Epsilon) : IPlainLayer
{
    /// <inheritdoc/>
    public string Kind => "layer normalisation";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Scale.Columns);

    /// <inheritdoc/>
    public bool IsCausal => true;

    /// <inheritdoc/>
    public bool IsNormalisation => true;

    // Neither multipliers nor shares say what becomes of a mean and a variance.
    IEnumerable<string> ILayer.WithoutDecomposition => [Kind];

    IEnumerable<string> ILayer.WithoutRescale => [Kind];

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        [(Kind, Scale), ("", Shift), ("", Matrix.Of(1, 1, [Epsilon]))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new LayerNormalisationTrace(packing, Of(read[0]));

    /// <summary>What it makes of each row (rows × D).</summary>
    internal NormalisedRows Of(Matrix x)
    {
        var width = Scale.Columns;
        var centred = x - Mean(x).Repeat(width);
        var deviation = Mean(centred.Times(centred)).Map(square => Math.Sqrt(square + Epsilon)).Repeat(width);
        var normal = centred.Over(deviation);
        return new NormalisedRows(this, x, normal, deviation, MatrixRows.AddToEach(Scaled(normal), Shift.Span));
    }

    /// <summary>y = W (x / √(σ² + ε)) + β, W_jk = γ_j ([j = k] − 1/D), as a sum of numbers so divided.</summary>
    internal WeightedSum Sum()
    {
        var width = Scale.Columns;
        var centring = Enumerable
            .Range(0, width * width)
            .Select(at => Scale[0, at / width] * ((at / width == at % width ? 1 : 0) - (1.0 / width)));
        return new WeightedSum([new(Matrix.Of(width, width, [.. centring]))], [.. Shift.Span]);
    }

    /// <summary>γ ⊙ x of each row.</summary>
    internal Matrix Scaled(Matrix rows) =>
        rows.Times(MatrixRows.Gather(Scale, Indices.Repeated(0, rows.Rows).AsSpan()));

    /// <summary>The mean of each row (rows × 1).</summary>
    internal static Matrix Mean(Matrix rows) => (1.0 / rows.Columns) * rows.RowSums();
}
