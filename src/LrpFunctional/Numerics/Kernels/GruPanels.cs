using System.Collections.Immutable;
using System.Numerics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The panels of a GRU cell: in each block −z_r, −z_z, z_n.</summary>
internal sealed class GruPanels<T> : CellPanels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Line? _line;
    private readonly bool _resetsBefore;

    /// <summary>The panels of the weights Wx (3d × e) and Wh (3d × d), gate blocks in the order r, z, n.</summary>
    /// <param name="input">Wx.</param>
    /// <param name="recurrent">Wh.</param>
    /// <param name="bias">What stands in the sums of r, z and n themselves (3d).</param>
    /// <param name="resetBias">bh_n where the reset gate acts on it, else zeros (d).</param>
    /// <param name="initialHidden">h before the first step.</param>
    /// <param name="resetsBefore">Whether the reset gate acts before the product by Un.</param>
    /// <param name="line">The gates' line where they are not logistic.</param>
    public GruPanels(
        Matrix input,
        Matrix recurrent,
        ReadOnlySpan<double> bias,
        ReadOnlySpan<double> resetBias,
        Matrix initialHidden,
        bool resetsBefore,
        Line? line
    )
        : base(3, input, recurrent, initialHidden)
    {
        var units = Units;
        Bias = Interleaved(bias);
        ResetBias = PaddedOf(resetBias);
        CandidateRecurrent = Panels<T>.Pack(units, units, (k, j) => recurrent[(Candidate * units) + j, k]);
        GatesBack = Panels<T>.Pack(Gates * Padded, units, (at, k) => IsCandidate(at) ? 0 : Element(recurrent, at, k));
        _resetsBefore = resetsBefore;
        _line = line;
    }

    /// <summary>What stands in the sums, as the pre-activations lie.</summary>
    public ImmutableArray<T> Bias { get; }

    /// <summary>bh_n where the reset gate acts on it, else zeros.</summary>
    public ImmutableArray<T> ResetBias { get; }

    /// <summary>From r ⊙ h to its share of z_n.</summary>
    public Panels<T> CandidateRecurrent { get; }

    /// <summary>From the pre-activations of the two gates alone back to h.</summary>
    public Panels<T> GatesBack { get; }

    /// <summary>z ⊙ h_{t−1}, (1 − z) ⊙ n, z_n, and what the reset gate lets through and what it acts on.</summary>
    public override int ProductPlanes => GruForwardSweep.ProductPlanes;

    /// <summary>r, z, n, what the reset gate acts on, and z_n.</summary>
    public override int GatePlanes => GruForwardSweep.GatePlanes;

    public override Recorded<T> Forward(
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        Plane<T> projection,
        Recording what
    ) =>
        (_resetsBefore, _line) switch
        {
            (true, null) => GruForwardSweep.Run<T, LogisticGate<T>, ResetBefore>(
                this,
                default,
                offsets,
                inputs,
                projection,
                what
            ),
            (false, null) => GruForwardSweep.Run<T, LogisticGate<T>, ResetAfter>(
                this,
                default,
                offsets,
                inputs,
                projection,
                what
            ),
            (true, { } line) => GruForwardSweep.Run<T, HardGate<T>, ResetBefore>(
                this,
                Hard(line),
                offsets,
                inputs,
                projection,
                what
            ),
            (false, { } line) => GruForwardSweep.Run<T, HardGate<T>, ResetAfter>(
                this,
                Hard(line),
                offsets,
                inputs,
                projection,
                what
            ),
        };

    public override RelevanceFlow<T> Relevance(
        Recorded<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        Plane<T> projection,
        Arriving<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    ) =>
        (_resetsBefore, rule.BiasFactor == 0) switch
        {
            (true, true) => GruRelevanceSweep.Back<T, ResetBefore, Dropped>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
            (true, false) => GruRelevanceSweep.Back<T, ResetBefore, Spread>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
            (false, true) => GruRelevanceSweep.Back<T, ResetAfter, Dropped>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
            (false, false) => GruRelevanceSweep.Back<T, ResetAfter, Spread>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
        };

    public override Plane<T> Gradient(Recorded<T> recorded, ReadOnlySpan<int> offsets, Arriving<T> arriving) =>
        (_resetsBefore, _line) switch
        {
            (true, null) => GruGradientSweep.Back<T, LogisticGate<T>, ResetBefore>(
                this,
                default,
                recorded,
                offsets,
                arriving
            ),
            (false, null) => GruGradientSweep.Back<T, LogisticGate<T>, ResetAfter>(
                this,
                default,
                recorded,
                offsets,
                arriving
            ),
            (true, { } line) => GruGradientSweep.Back<T, HardGate<T>, ResetBefore>(
                this,
                Hard(line),
                recorded,
                offsets,
                arriving
            ),
            (false, { } line) => GruGradientSweep.Back<T, HardGate<T>, ResetAfter>(
                this,
                Hard(line),
                recorded,
                offsets,
                arriving
            ),
        };
}
