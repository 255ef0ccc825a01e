using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>The panels of an LSTM cell: in each block −z_i, −z_f, z_g, −z_o.</summary>
internal sealed class PreparedLstm<T> : PreparedCell<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Line? _line;

    /// <summary>
    /// The panels of the weights Wx (4d × e) and Wh (4d × d) and the bias (4d), gate blocks in the order i, f, g, o.
    /// </summary>
    public PreparedLstm(
        Matrix input,
        Matrix recurrent,
        ReadOnlySpan<double> bias,
        Matrix initialHidden,
        Matrix initialCell,
        Line? line
    )
        : base(4, input, recurrent, initialHidden)
    {
        Bias = Interleaved(bias);
        InitialCell = PaddedOf(initialCell.Span);
        _line = line;
    }

    /// <summary>bx + bh, as the pre-activations lie.</summary>
    public ImmutableArray<T> Bias { get; }

    /// <summary>c before the first step.</summary>
    public ImmutableArray<T> InitialCell { get; }

    /// <summary>f ⊙ c_{t−1}, i ⊙ g and z_g.</summary>
    public override int ProductPlanes => LstmForwardKernel.ProductPlanes;

    /// <summary>i, f, g, o, c and z_g.</summary>
    public override int GatePlanes => LstmForwardKernel.GatePlanes;

    public override CellRecord<T> Forward(
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    ) =>
        _line is { } line
            ? LstmForwardKernel.Run(this, Hard(line), offsets, inputs, projection, what)
            : LstmForwardKernel.Run(this, default(LogisticGate<T>), offsets, inputs, projection, what);

    public override RelevanceFlow<T> Relevance(
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Incoming<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    ) => LstmRelevanceKernel.Back(this, recorded, offsets, inputs, projection, arriving, rule, keeps);

    public override Option<CellGradient> ByWeights(
        DirectionRun<T> run,
        PooledMatrix<T> read,
        ReadOnlySpan<int> offsets,
        PooledMatrix<T> gradients
    )
    {
        using var sums = WeightGradientKernel.Sums(
            this,
            read,
            run.Order.AsSpan(),
            run.Recorded.Hidden,
            offsets,
            gradients
        );
        var byWeights = MatrixRows.Transposed(InBlocks(sums, Indices.Same(sums.Rows).AsSpan()));
        var bias = MatrixRows.TakeColumns(byWeights, InputSize + Units, 1).InRows(1, Gates * Units);
        return new CellGradient(
            MatrixRows.TakeColumns(byWeights, 0, InputSize),
            MatrixRows.TakeColumns(byWeights, InputSize, Units),
            bias,
            bias
        );
    }

    public override PooledMatrix<T> Gradient(CellRecord<T> recorded, ReadOnlySpan<int> offsets, Incoming<T> arriving) =>
        _line is { } line
            ? LstmGradientKernel.Back(this, Hard(line), recorded, offsets, arriving)
            : LstmGradientKernel.Back(this, default(LogisticGate<T>), recorded, offsets, arriving);
}
