using System.Collections.Immutable;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>
/// y_t = a ⊙ x_t + b, as a batch normalisation does once it is trained: a = γ / √(σ² + ε), b = β − a ⊙ μ (Ioffe and
/// Szegedy 2015).
/// </summary>
public sealed record ScaleShiftLayer : ISequenceLayer
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
    public int InputSize => Scale.Columns;

    /// <inheritdoc/>
    public int Units => Scale.Columns;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands => [new Strand(Direction.LeftToRight, Units)];

    /// <inheritdoc/>
    public IEnumerable<string> WithoutDecomposition => [];

    IEnumerable<(string Name, Matrix Numbers)> ISequenceLayer.Hashed => [(Kind, Scale), ("", Shift)];

    ISequenceRun<T> ISequenceLayer.Run<T>(PooledMatrix<T> vectors, Packing packing, Recording what, int threads) =>
        new ScaleShiftRun<T>(this, packing, what, vectors);

    Parts ISequenceLayer.Decomposed(Packing packing, Parts read, Func<Direction, Matrix> ofBiases)
    {
        var scaled = read.Map(Scaled);
        return scaled with { Rest = MatrixRows.AddToEach(scaled.Rest, Shift.Span) };
    }

    /// <summary>a ⊙ x + b of each row.</summary>
    internal Matrix Forward(Matrix rows) => MatrixRows.AddToEach(Scaled(rows), Shift.Span);

    /// <summary>a ⊙ x of each row.</summary>
    internal Matrix Scaled(Matrix rows) =>
        rows.Times(MatrixRows.Gather(Scale, Indices.Repeated(0, rows.Rows).AsSpan()));
}
