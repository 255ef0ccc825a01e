using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>
/// y_t = a ⊙ x_t + b, as a batch normalisation does once it is trained: a = γ / √(σ² + ε), b = β − a ⊙ μ (Ioffe and
/// Szegedy 2015).
/// </summary>
public sealed record ScaleShiftLayer : IPlainLayer
{
    internal ScaleShiftLayer(Matrix scale, Matrix shift)
    {
        Scale = scale;
        Shift = shift;
    }

    /// <summary>a (1 × D).</summary>
    public Matrix Scale { get; }

    /// <summary>b (1 × D).</summary>
    public Matrix Shift { get; }

    /// <inheritdoc/>
    public string Kind => "scale and shift";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => Strand.InRows(Scale.Columns);

    /// <inheritdoc/>
    public bool IsCausal => true;

    /// <inheritdoc/>
    public bool IsNormalisation => true;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [(Kind, Scale), ("", Shift)];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read) =>
        new ScaleShiftTrace(this, packing, read[0], MatrixRows.AddToEach(Scaled(read[0]), Shift.Span));

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        var scaled = read[0].Parts.Map(Scaled);
        return read[0] with { Parts = scaled with { Rest = MatrixRows.AddToEach(scaled.Rest, Shift.Span) } };
    }

    /// <summary>a ⊙ x of each row.</summary>
    internal Matrix Scaled(Matrix rows) =>
        rows.Times(MatrixRows.Gather(Scale, Indices.Repeated(0, rows.Rows).AsSpan()));
}
