using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>
/// Relevance on its way back through one LSTM cell, all steps, by the epsilon rule at each sum and with all relevance
/// of a product for its signal: what <see cref="LstmRelevance"/> says of one step, but that only the words' relevances
/// are kept.
/// </summary>
internal static class LstmRelevanceKernel
{
    /// <summary>
    /// The relevance of each word and what stays on the initial state; see <see cref="PreparedCell{T}.Relevance"/>.
    /// </summary>
    public static RelevanceFlow<T> Back<T>(
        PreparedLstm<T> cell,
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Incoming<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        rule.BiasFactor == 0
            ? Back<T, Dropped>(cell, recorded, offsets, inputs, projection, arriving, rule, keeps)
            : Back<T, Spread>(cell, recorded, offsets, inputs, projection, arriving, rule, keeps);

    private static RelevanceFlow<T> Back<T, TShare>(
        PreparedLstm<T> cell,
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Incoming<T> arriving,
        EpsilonNumbers rule,
        bool keeps
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        KernelDoors.AssertForward(cell, offsets, inputs, projection);
        KernelDoors.AssertBack(cell, recorded, Recording.Products, offsets, arriving);
        var hidden = arriving.AtLast;
        var (stabilizer, inputSize) = (T.CreateTruncating(rule.Epsilon), T.CreateTruncating(cell.InputSize));
        var ofState = T.CreateTruncating(rule.BiasFactor / (2 * cell.Units));
        var ofCandidate = T.CreateTruncating(rule.BiasFactor / (cell.InputSize + cell.Units));
        var (words, leftover) = (new PooledMatrix<T>(offsets[^1], 1), new PooledMatrix<T>(hidden.Rows, 1));
        var (ratios, shares) = (
            new PooledMatrix<T>(keeps ? offsets[^1] : hidden.Rows, cell.Padded),
            new PooledMatrix<T>(keeps ? offsets[^1] : hidden.Rows, 1)
        );
        using var states = new PooledMatrix<T>(hidden.Rows, cell.Padded);
        using var sums = new PooledMatrix<T>(hidden.Rows, cell.CandidateBack.Columns);
        ref var bias = ref MemoryMarshal.GetReference(cell.Bias.AsSpan());
        ref var live = ref MemoryMarshal.GetReference(cell.Live.AsSpan());
        ref var initial = ref MemoryMarshal.GetReference(cell.InitialHidden.AsSpan());
        states.Span.Clear();
        for (var t = offsets.Length - 2; t >= 0; t--)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            var kept = keeps ? first : 0;
            arriving.Join(first, lanes);
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = first + lane;
                var (dot, absorbed) = Step<T, TShare>(
                    ref hidden.Row(lane),
                    ref states.Row(lane),
                    ref recorded.Written.Row(row),
                    ref projection.Row(inputs[row]),
                    ref bias,
                    ref live,
                    ref ratios.Row(kept + lane),
                    cell.Padded,
                    stabilizer,
                    ofState
                );
                var share = ofCandidate * absorbed;
                shares.Row(kept + lane) = share;
                words.Row(row) = T.FusedMultiplyAdd(inputSize, share, dot);
                if (t == 0)
                    leftover.Row(lane) = T.FusedMultiplyAdd(
                        T.CreateTruncating(cell.Units),
                        share,
                        Vectors.Total(ref states.Row(lane), cell.Padded)
                    );
            }

            if (t == 0 && cell.StartsAtZero)
                continue;
            if (t > 0)
                projection.Announce(inputs[offsets[t - 1]..first], PreparedCell<T>.Candidate, cell.Gates);
            ratios.AssertProduct(kept, lanes, cell.CandidateBack, sums, 0);
            Product.Into(ref ratios.Row(kept), cell.Padded, lanes, cell.CandidateBack, ref sums.Row(0));
            for (var lane = 0; lane < lanes; lane++)
            {
                ref var before = ref t == 0 ? ref initial : ref recorded.Hidden.Row(offsets[t - 1] + lane);
                ToHidden<T, TShare>(
                    ref before,
                    ref sums.Row(lane),
                    ref live,
                    shares.Row(kept + lane),
                    ref hidden.Row(lane),
                    cell.Padded
                );
                if (t == 0)
                    leftover.Row(lane) =
                        Vectors.Total(ref states.Row(lane), cell.Padded)
                        + Vectors.Total(ref hidden.Row(lane), cell.Padded);
            }
        }

        if (keeps)
            return new RelevanceFlow<T>(words, leftover, ratios, shares);
        ratios.Dispose();
        shares.Dispose();
        return new RelevanceFlow<T>(words, leftover, null, null);
    }

    /// <summary>
    /// R_c += R_h; m = R_c / (c + ε sign c); R_{c,t−1} = f ⊙ c_{t−1} ⊙ m + share; R_g = i ⊙ g ⊙ m + share; m_g = R_g /
    /// (z_g + ε sign z_g). Returns m_g · (Wx_g x) and, where shares are spread, Σ_j (b_j + ε sign z_j) m_j.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (T Dot, T Absorbed) Step<T, TShare>(
        ref T hidden,
        ref T state,
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
                var c =
                    Vector512.LoadUnsafe(ref products, (nuint)at)
                    + Vector512.LoadUnsafe(ref products, (nuint)(units + at));
                var relevance = Vectors.Flushed(
                    Vector512.LoadUnsafe(ref state, (nuint)at) + Vector512.LoadUnsafe(ref hidden, (nuint)at)
                );
                absorbed = Vectors.MultiplyAdd(
                    StabilizedQuotient.Signed(stabilizer, c),
                    StabilizedQuotient.Ratio(stabilizer, relevance, c),
                    absorbed
                );
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
            var relevance = Vectors.Flushed(
                Vector512.LoadUnsafe(ref state, (nuint)at) + Vector512.LoadUnsafe(ref hidden, (nuint)at)
            );
            var m = StabilizedQuotient.Ratio(stabilizer, relevance, kept + added);
            var (toState, toCandidate) = (kept * m, added * m);
            if (TShare.IsSpread)
            {
                var ofUnit = share * Vector512.LoadUnsafe(ref live, (nuint)at);
                (toState, toCandidate) = (toState + ofUnit, toCandidate + ofUnit);
            }

            var ratio = StabilizedQuotient.Ratio(stabilizer, toCandidate, z);
            toState.StoreUnsafe(ref state, (nuint)at);
            ratio.StoreUnsafe(ref ratios, (nuint)at);
            var gate = (nuint)((4 * at) + (PreparedCell<T>.Candidate * Vector512<T>.Count));
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

    /// <summary>R_{h,t−1} = h_{t−1} ⊙ (Wh_gᵀ m_g) + share.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ToHidden<T, TShare>(ref T before, ref T sum, ref T live, T share, ref T hidden, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        for (var at = 0; at < units; at += Vector512<T>.Count)
        {
            var relevance = Vector512.LoadUnsafe(ref before, (nuint)at) * Vector512.LoadUnsafe(ref sum, (nuint)at);
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
