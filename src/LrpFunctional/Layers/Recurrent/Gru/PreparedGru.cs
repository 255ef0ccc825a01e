using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>The panels of a GRU cell: in each block −z_r, −z_z, z_n.</summary>
internal sealed class PreparedGru<T> : PreparedCell<T>
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
    public PreparedGru(
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
        CandidateRecurrent = PackedWeights<T>.Pack(units, units, (k, j) => recurrent[(Candidate * units) + j, k]);
        GatesBack = PackedWeights<T>.Pack(
            Gates * Padded,
            units,
            (at, k) => IsCandidate(at) ? 0 : Element(recurrent, at, k)
        );
        _resetsBefore = resetsBefore;
        _line = line;
    }

    /// <summary>What stands in the sums, as the pre-activations lie.</summary>
    public ImmutableArray<T> Bias { get; }

    /// <summary>bh_n where the reset gate acts on it, else zeros.</summary>
    public ImmutableArray<T> ResetBias { get; }

    /// <summary>From r ⊙ h to its share of z_n.</summary>
    public PackedWeights<T> CandidateRecurrent { get; }

    /// <summary>From the pre-activations of the two gates alone back to h.</summary>
    public PackedWeights<T> GatesBack { get; }

    /// <summary>z ⊙ h_{t−1}, (1 − z) ⊙ n, z_n, and what the reset gate lets through and what it acts on.</summary>
    public override int ProductPlanes => GruForwardKernel.ProductPlanes;

    /// <summary>r, z, n, what the reset gate acts on, and z_n.</summary>
    public override int GatePlanes => GruForwardKernel.GatePlanes;

    public override CellRecord<T> Forward(
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    ) =>
        (_resetsBefore, _line) switch
        {
            (true, null) => GruForwardKernel.Run<T, LogisticGate<T>, ResetBefore>(
                this,
                default,
                offsets,
                inputs,
                projection,
                what
            ),
            (false, null) => GruForwardKernel.Run<T, LogisticGate<T>, ResetAfter>(
                this,
                default,
                offsets,
                inputs,
                projection,
                what
            ),
            (true, { } line) => GruForwardKernel.Run<T, HardGate<T>, ResetBefore>(
                this,
                Hard(line),
                offsets,
                inputs,
                projection,
                what
            ),
            (false, { } line) => GruForwardKernel.Run<T, HardGate<T>, ResetAfter>(
                this,
                Hard(line),
                offsets,
                inputs,
                projection,
                what
            ),
        };

    public override RelevanceFlow<T> Relevance(
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Incoming<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    ) =>
        (_resetsBefore, rule.BiasFactor == 0) switch
        {
            (true, true) => GruRelevanceKernel.Back<T, ResetBefore, Dropped>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
            (true, false) => GruRelevanceKernel.Back<T, ResetBefore, Spread>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
            (false, true) => GruRelevanceKernel.Back<T, ResetAfter, Dropped>(
                this,
                recorded,
                offsets,
                inputs,
                projection,
                arriving,
                rule,
                keeps
            ),
            (false, false) => GruRelevanceKernel.Back<T, ResetAfter, Spread>(
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

    public override PooledMatrix<T> Gradient(CellRecord<T> recorded, ReadOnlySpan<int> offsets, Incoming<T> arriving) =>
        (_resetsBefore, _line) switch
        {
            (true, null) => GruGradientKernel.Back<T, LogisticGate<T>, ResetBefore>(
                this,
                default,
                recorded,
                offsets,
                arriving
            ),
            (false, null) => GruGradientKernel.Back<T, LogisticGate<T>, ResetAfter>(
                this,
                default,
                recorded,
                offsets,
                arriving
            ),
            (true, { } line) => GruGradientKernel.Back<T, HardGate<T>, ResetBefore>(
                this,
                Hard(line),
                recorded,
                offsets,
                arriving
            ),
            (false, { } line) => GruGradientKernel.Back<T, HardGate<T>, ResetAfter>(
                this,
                Hard(line),
                recorded,
                offsets,
                arriving
            ),
        };
}
