using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>
/// Relevance on its way back through one GRU cell, all steps, by the epsilon rule at each sum and with all relevance of
/// a product for its signal: what <see cref="GruRelevance"/> says of one step.
/// </summary>
internal static class GruRelevanceKernel
{
    /// <summary>
    /// The relevance of each word and what stays on the initial state; see <see cref="PreparedCell{T}.Relevance"/>.
    /// </summary>
    public static RelevanceFlow<T> Back<T, TReset, TShare>(
        PreparedGru<T> cell,
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Incoming<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReset : struct, IReset
        where TShare : struct, IShare
    {
        KernelDoors.AssertForward(cell, offsets, inputs, projection);
        KernelDoors.AssertBack(cell, recorded, Recording.Products, offsets, arriving);
        var hidden = arriving.AtLast;
        var (stabilizer, inputSize) = (T.CreateTruncating(rule.Epsilon), T.CreateTruncating(cell.InputSize));
        var ofState = T.CreateTruncating(rule.BiasFactor / (2 * cell.Units));
        var ofCandidate = T.CreateTruncating(rule.BiasFactor / (cell.InputSize + cell.Units));
        var ofReset = T.CreateTruncating(rule.BiasFactor / cell.Units);
        var (words, leftover) = (new PooledMatrix<T>(offsets[^1], 1), new PooledMatrix<T>(hidden.Rows, 1));
        var (ratios, shares) = (
            new PooledMatrix<T>(keeps ? offsets[^1] : hidden.Rows, cell.Padded),
            new PooledMatrix<T>(keeps ? offsets[^1] : hidden.Rows, 1)
        );
        using var kept = new PooledMatrix<T>(hidden.Rows, cell.Padded);
        using var sources = new PooledMatrix<T>(hidden.Rows, cell.Padded);
        using var sourceShares = new PooledMatrix<T>(hidden.Rows, 1);
        using var sums = new PooledMatrix<T>(hidden.Rows, cell.CandidateBack.Columns);
        ref var bias = ref MemoryMarshal.GetReference(cell.Bias.AsSpan());
        ref var resetBias = ref MemoryMarshal.GetReference(cell.ResetBias.AsSpan());
        ref var live = ref MemoryMarshal.GetReference(cell.Live.AsSpan());
        ref var initial = ref MemoryMarshal.GetReference(cell.InitialHidden.AsSpan());
        for (var t = offsets.Length - 2; t >= 0; t--)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            var at = keeps ? first : 0;
            arriving.Join(first, lanes);
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = first + lane;
                ref var products = ref recorded.Written.Row(row);
                var (dot, absorbed) = ToCandidate<T, TShare>(
                    ref hidden.Row(lane),
                    ref kept.Row(lane),
                    ref products,
                    ref projection.Row(inputs[row]),
                    ref bias,
                    ref live,
                    ref ratios.Row(at + lane),
                    cell.Padded,
                    stabilizer,
                    ofState
                );
                var share = ofCandidate * absorbed;
                shares.Row(at + lane) = share;
                sourceShares.Row(lane) = share;
                words.Row(row) = T.FusedMultiplyAdd(inputSize, share, dot);
                if (!TReset.IsBefore)
                    sourceShares.Row(lane) =
                        ofReset
                        * ToSource<T, TShare>(
                            ref ratios.Row(at + lane),
                            ref products,
                            ref resetBias,
                            ref live,
                            ref sources.Row(lane),
                            share,
                            cell.Padded,
                            stabilizer
                        );
            }

            if (t > 0)
                projection.Announce(inputs[offsets[t - 1]..first], PreparedCell<T>.Candidate, cell.Gates);
            (TReset.IsBefore ? ratios : sources).AssertProduct(
                TReset.IsBefore ? at : 0,
                lanes,
                cell.CandidateBack,
                sums,
                0
            );
            Product.Into(
                ref TReset.IsBefore ? ref ratios.Row(at) : ref sources.Row(0),
                cell.Padded,
                lanes,
                cell.CandidateBack,
                ref sums.Row(0)
            );
            for (var lane = 0; lane < lanes; lane++)
            {
                ref var before = ref t == 0 ? ref initial : ref recorded.Hidden.Row(offsets[t - 1] + lane);
                ref var factor = ref TReset.IsBefore
                    ? ref Unsafe.Add(ref recorded.Written.Row(first + lane), 3 * cell.Padded)
                    : ref before;
                ToHidden<T, TShare>(
                    ref kept.Row(lane),
                    ref factor,
                    ref sums.Row(lane),
                    ref live,
                    sourceShares.Row(lane),
                    ref hidden.Row(lane),
                    cell.Padded
                );
                if (t == 0)
                    leftover.Row(lane) = Vectors.Total(ref hidden.Row(lane), cell.Padded);
            }
        }

        if (keeps)
            return new RelevanceFlow<T>(words, leftover, ratios, shares);
        ratios.Dispose();
        shares.Dispose();
        return new RelevanceFlow<T>(words, leftover, null, null);
    }

    /// <summary>
    /// m = R_h / (h + ε sign h); R of z ⊙ h_{t−1} = z ⊙ h_{t−1} ⊙ m + share; R_n = (1 − z) ⊙ n ⊙ m + share; m_n = R_n /
    /// (z_n + ε sign z_n). Returns m_n · (Wx_n x) and, where shares are spread, Σ_j (b_j + ε sign z_j) m_j.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (T Dot, T Absorbed) ToCandidate<T, TShare>(
        ref T hidden,
        ref T toKept,
        ref T products,
        ref T x,
        ref T bias,
        ref T live,
        ref T ratios,
        int units,
        T epsilon,
        T shareOfState
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        var (stabilizer, dot, absorbed, share) = (
            Vector512.Create(epsilon),
            Vector512<T>.Zero,
            Vector512<T>.Zero,
            Vector512<T>.Zero
        );
        if (TShare.IsSpread)
        {
            for (var at = 0; at < units; at += Vector512<T>.Count)
            {
                var h =
                    Vector512.LoadUnsafe(ref products, (nuint)at)
                    + Vector512.LoadUnsafe(ref products, (nuint)(units + at));
                var ratio = StabilizedQuotient.Ratio(
                    stabilizer,
                    Vectors.Flushed(Vector512.LoadUnsafe(ref hidden, (nuint)at)),
                    h
                );
                absorbed = Vectors.MultiplyAdd(StabilizedQuotient.Signed(stabilizer, h), ratio, absorbed);
            }

            share = Vector512.Create(shareOfState * Vectors.Sum(absorbed));
            absorbed = Vector512<T>.Zero;
        }

        for (var at = 0; at < units; at += Vector512<T>.Count)
        {
            var (kept, added) = (
                Vector512.LoadUnsafe(ref products, (nuint)at),
                Vector512.LoadUnsafe(ref products, (nuint)(units + at))
            );
            var z = Vector512.LoadUnsafe(ref products, (nuint)((2 * units) + at));
            var m = StabilizedQuotient.Ratio(
                stabilizer,
                Vectors.Flushed(Vector512.LoadUnsafe(ref hidden, (nuint)at)),
                kept + added
            );
            var ofUnit = TShare.IsSpread ? share * Vector512.LoadUnsafe(ref live, (nuint)at) : Vector512<T>.Zero;
            Vectors.MultiplyAdd(kept, m, ofUnit).StoreUnsafe(ref toKept, (nuint)at);
            var ratio = StabilizedQuotient.Ratio(stabilizer, Vectors.MultiplyAdd(added, m, ofUnit), z);
            ratio.StoreUnsafe(ref ratios, (nuint)at);
            var gate = (nuint)((3 * at) + (PreparedCell<T>.Candidate * Vector512<T>.Count));
            dot = Vectors.MultiplyAdd(ratio, Vector512.LoadUnsafe(ref x, gate), dot);
            if (TShare.IsSpread)
                absorbed = Vectors.MultiplyAdd(
                    Vector512.LoadUnsafe(ref bias, gate) + StabilizedQuotient.Signed(stabilizer, z),
                    ratio,
                    absorbed
                );
        }

        return (Vectors.Sum(dot), TShare.IsSpread ? Vectors.Sum(absorbed) : T.Zero);
    }

    /// <summary>
    /// R of r ⊙ u, all of it for u = Un h_{t−1} + bh_n: m_u = (r ⊙ u ⊙ m_n + share) / (u + ε sign u); returns Σ_j (bh_j
    /// + ε sign u_j) m_j.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T ToSource<T, TShare>(
        ref T ratios,
        ref T products,
        ref T resetBias,
        ref T live,
        ref T sources,
        T share,
        int units,
        T epsilon
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        var (stabilizer, absorbed) = (Vector512.Create(epsilon), Vector512<T>.Zero);
        for (var at = 0; at < units; at += Vector512<T>.Count)
        {
            var relevance =
                Vector512.LoadUnsafe(ref products, (nuint)((3 * units) + at))
                * Vector512.LoadUnsafe(ref ratios, (nuint)at);
            if (TShare.IsSpread)
                relevance = Vectors.MultiplyAdd(
                    Vector512.Create(share),
                    Vector512.LoadUnsafe(ref live, (nuint)at),
                    relevance
                );
            var u = Vector512.LoadUnsafe(ref products, (nuint)((4 * units) + at));
            var ratio = StabilizedQuotient.Ratio(stabilizer, relevance, u);
            ratio.StoreUnsafe(ref sources, (nuint)at);
            if (TShare.IsSpread)
                absorbed = Vectors.MultiplyAdd(
                    Vector512.LoadUnsafe(ref resetBias, (nuint)at) + StabilizedQuotient.Signed(stabilizer, u),
                    ratio,
                    absorbed
                );
        }

        return TShare.IsSpread ? Vectors.Sum(absorbed) : T.Zero;
    }

    /// <summary>R_{h,t−1} = R of z ⊙ h_{t−1}, and factor ⊙ (Unᵀ m) + share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ToHidden<T, TShare>(
        ref T kept,
        ref T factor,
        ref T sum,
        ref T live,
        T share,
        ref T hidden,
        int units
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        for (var at = 0; at < units; at += Vector512<T>.Count)
        {
            var relevance = Vectors.MultiplyAdd(
                Vector512.LoadUnsafe(ref factor, (nuint)at),
                Vector512.LoadUnsafe(ref sum, (nuint)at),
                Vector512.LoadUnsafe(ref kept, (nuint)at)
            );
            if (TShare.IsSpread)
                relevance = Vectors.MultiplyAdd(
                    Vector512.Create(share),
                    Vector512.LoadUnsafe(ref live, (nuint)at),
                    relevance
                );
            relevance.StoreUnsafe(ref hidden, (nuint)at);
        }
    }
}
