using System.Collections.Immutable;
using System.Numerics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The panels of an LSTM cell: in each block −z_i, −z_f, z_g, −z_o.</summary>
internal sealed class LstmPanels<T> : CellPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Line? _line;

    /// <summary>
    /// The panels of the weights Wx (4d × e) and Wh (4d × d) and the bias (4d), gate blocks in the order i, f, g, o.
    /// </summary>
    public LstmPanels(
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
    public override int ProductPlanes => LstmForwardSweep.ProductPlanes;

    /// <summary>i, f, g, o, c and z_g.</summary>
    public override int GatePlanes => LstmForwardSweep.GatePlanes;

    public override Recorded<T> Forward(
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        Plane<T> projection,
        Recording what
    ) =>
        _line is { } line
            ? LstmForwardSweep.Run(this, Hard(line), offsets, inputs, projection, what)
            : LstmForwardSweep.Run(this, default(LogisticGate<T>), offsets, inputs, projection, what);

    public override RelevanceFlow<T> Relevance(
        Recorded<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        Plane<T> projection,
        Arriving<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    ) => LstmRelevanceSweep.Back(this, recorded, offsets, inputs, projection, arriving, rule, keeps);

    public override Plane<T> Gradient(Recorded<T> recorded, ReadOnlySpan<int> offsets, Arriving<T> arriving) =>
        _line is { } line
            ? LstmGradientSweep.Back(this, Hard(line), recorded, offsets, arriving)
            : LstmGradientSweep.Back(this, default(LogisticGate<T>), recorded, offsets, arriving);
}
