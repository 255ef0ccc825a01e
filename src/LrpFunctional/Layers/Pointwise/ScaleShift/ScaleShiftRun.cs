using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>A scale and shift of a batch, in borrowed memory.</summary>
internal sealed record ScaleShiftRun<T>(ScaleShiftLayer Layer, Packing Packing, Recording What, PooledMatrix<T> Vectors)
    : ISequenceRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    ISequenceLayer ISequenceRun<T>.Layer => Layer;

    private Matrix Read => Vectors.Freeze(Layer.InputSize);

    public PooledMatrix<T> States() => Pooled(Layer.Forward(Read));

    public Matrix Ends(Func<Direction, bool> isLast)
    {
        var rows = isLast(Direction.LeftToRight)
            ? Indices.LastRows(Packing.Offsets.AsSpan(), Packing.Lengths.AsSpan())
            : Indices.Same(Packing.Lanes(0));
        return Layer.Forward(MatrixRows.Gather(Read, rows.AsSpan()));
    }

    public ISequenceRun<T> Prefixes(Packing packing, PooledMatrix<T>? vectors, int threads) =>
        new ScaleShiftRun<T>(
            Layer,
            packing,
            What,
            vectors ?? Vectors.At(Indices.Steps(packing.Offsets.AsSpan()).AsSpan())
        );

    /// <summary>R_x = R_y: a number passes on what its only reader received.</summary>
    public RelevanceBack<T> Relevance(
        Reaching<T> reaching,
        EpsilonNumbers rule,
        bool keeps,
        Func<PooledMatrix<T>> inputs,
        int threads
    )
    {
        var arriving = Rows(reaching);
        return new(arriving.RowSums(), Pooled(arriving), Matrix.Zero(Packing.Lanes(0), 1));
    }

    /// <summary>∂s/∂x = a ⊙ ∂s/∂y.</summary>
    public IGradientBack<T> Gradient(Reaching<T> reaching, int threads) => new Back(Layer.Scaled(Rows(reaching)), Read);

    public ISequenceTrace Trace(Func<Matrix> inputs) => new ScaleShiftTrace(Layer, Packing, Read);

    public void Dispose() => Vectors.Dispose();

    private static PooledMatrix<T> Pooled(Matrix rows) =>
        PooledMatrix<T>.Of(rows, Numerics.Vectors.Padded<T>(rows.Columns));

    private Matrix Rows(Reaching<T> reaching) =>
        reaching switch
        {
            Reaching<T>.Strands strands => Arrival.Rows(strands.OfStrands, Packing),
            Reaching<T>.States states => states.Rows.Freeze(Layer.Units),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private sealed record Back(Matrix ByRead, Matrix Read) : IGradientBack<T>
    {
        public PooledMatrix<T> ByInputs() => Pooled(ByRead);

        public Matrix SquaredNorms() => ByRead.Times(ByRead).RowSums();

        public Matrix TimesInputs() => ByRead.Times(Read).RowSums();

        public void Dispose() { }
    }
}
