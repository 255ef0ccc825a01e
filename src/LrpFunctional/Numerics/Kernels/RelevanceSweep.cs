using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>
/// Relevance on its way back through one cell, all steps, by the epsilon rule at each sum and with all relevance of a product for its
/// signal: what <c>RelevancePass.Step</c> says of one step, but that only the words' relevances are kept.
/// </summary>
internal static class RelevanceSweep
{
    /// <summary>The relevance of each word, one per packed row as the cell read them, and what stays on the initial state of each lane.</summary>
    /// <param name="recorded">What the cell did, with its products.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="inputs">For each packed row, the row of the projection that the cell read there.</param>
    /// <param name="projection">Wx x of each distinct input.</param>
    /// <param name="arriving">R of each lane's last h; the sweep goes on in its memory.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="biasFactor">δ.</param>
    public static (Plane<T> Words, Plane<T> Leftover) Back<T>(
        Recorded<T> recorded, ReadOnlySpan<int> offsets, ReadOnlySpan<int> inputs, Plane<T> projection, Plane<T> arriving, double epsilon, double biasFactor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        biasFactor == 0
            ? Back<T, Dropped>(recorded, offsets, inputs, projection, arriving, epsilon, biasFactor)
            : Back<T, Spread>(recorded, offsets, inputs, projection, arriving, epsilon, biasFactor);

    private static (Plane<T> Words, Plane<T> Leftover) Back<T, TShare>(
        Recorded<T> recorded, ReadOnlySpan<int> offsets, ReadOnlySpan<int> inputs, Plane<T> projection, Plane<T> hidden, double epsilon, double biasFactor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        var cell = recorded.Cell;
        var (stabilizer, inputSize) = (T.CreateTruncating(epsilon), T.CreateTruncating(cell.InputSize));
        var ofState = T.CreateTruncating(biasFactor / (2 * cell.Units));
        var ofCandidate = T.CreateTruncating(biasFactor / (cell.InputSize + cell.Units));
        var (words, leftover) = (new Plane<T>(offsets[^1], 1), new Plane<T>(hidden.Rows, 1));
        using var states = new Plane<T>(hidden.Rows, cell.Padded);
        using var ratios = new Plane<T>(hidden.Rows, cell.Padded);
        using var sums = new Plane<T>(hidden.Rows, cell.CandidateBack.Columns);
        using var shares = new Plane<T>(hidden.Rows, 1);
        ref var bias = ref MemoryMarshal.GetReference(cell.Bias.AsSpan());
        ref var live = ref MemoryMarshal.GetReference(cell.Live.AsSpan());
        states.Span.Clear();
        for (var t = offsets.Length - 2; t >= 0; t--)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = first + lane;
                var (dot, absorbed) = Step<T, TShare>(
                    ref hidden.Row(lane), ref states.Row(lane), ref recorded.Written.Row(row), ref projection.Row(inputs[row]), ref bias, ref live, ref ratios.Row(lane), cell.Padded, stabilizer, ofState);
                var share = ofCandidate * absorbed;
                shares.Row(lane) = share;
                words.Row(row) = T.FusedMultiplyAdd(inputSize, share, dot);
                if (t == 0) leftover.Row(lane) = T.FusedMultiplyAdd(T.CreateTruncating(cell.Units), share, Total(ref states.Row(lane), cell.Padded));
            }

            if (t == 0) continue;
            projection.Announce(inputs[offsets[t - 1]..first], CellPanels<T>.Candidate);
            Product.Into(ref ratios.Row(0), cell.Padded, lanes, cell.CandidateBack, ref sums.Row(0));
            for (var lane = 0; lane < lanes; lane++)
                ToHidden<T, TShare>(ref recorded.Hidden.Row(offsets[t - 1] + lane), ref sums.Row(lane), ref live, shares.Row(lane), ref hidden.Row(lane), cell.Padded);
        }

        return (words, leftover);
    }

    /// <summary>
    /// R_c += R_h; m = R_c / (c + ε sign c); R_{c,t−1} = f ⊙ c_{t−1} ⊙ m + share; R_g = i ⊙ g ⊙ m + share; m_g = R_g / (z_g + ε sign z_g).
    /// Returns m_g · (Wx_g x) and, where shares are spread, Σ_j (b_j + ε sign z_j) m_j.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (T Dot, T Absorbed) Step<T, TShare>(
        ref T hidden, ref T state, ref T products, ref T x, ref T bias, ref T live, ref T ratios, int units, T epsilon, T shareOfState)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShare : struct, IShare
    {
        var (stabilizer, dot, absorbed, share) = (Vector512.Create(epsilon), Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        if (TShare.IsSpread)
        {
            for (var at = 0; at < units; at += Vector512<T>.Count)
            {
                var c = Vector512.LoadUnsafe(ref products, (nuint)at) + Vector512.LoadUnsafe(ref products, (nuint)(units + at));
                var relevance = Vectors.Flushed(Vector512.LoadUnsafe(ref state, (nuint)at) + Vector512.LoadUnsafe(ref hidden, (nuint)at));
                absorbed = Vectors.MultiplyAdd(Stabilized.Signed(stabilizer, c), Stabilized.Ratio(stabilizer, relevance, c), absorbed);
            }

            share = Vector512.Create(shareOfState * Vectors.Sum(absorbed));
            absorbed = Vector512<T>.Zero;
        }

        for (var at = 0; at < units; at += Vector512<T>.Count)
        {
            var (kept, added) = (Vector512.LoadUnsafe(ref products, (nuint)at), Vector512.LoadUnsafe(ref products, (nuint)(units + at)));
            var z = Vector512.LoadUnsafe(ref products, (nuint)((2 * units) + at));
            var relevance = Vectors.Flushed(Vector512.LoadUnsafe(ref state, (nuint)at) + Vector512.LoadUnsafe(ref hidden, (nuint)at));
            var m = Stabilized.Ratio(stabilizer, relevance, kept + added);
            var (toState, toCandidate) = (kept * m, added * m);
            if (TShare.IsSpread)
            {
                var ofUnit = share * Vector512.LoadUnsafe(ref live, (nuint)at);
                (toState, toCandidate) = (toState + ofUnit, toCandidate + ofUnit);
            }

            var ratio = Stabilized.Ratio(stabilizer, toCandidate, z);
            toState.StoreUnsafe(ref state, (nuint)at);
            ratio.StoreUnsafe(ref ratios, (nuint)at);
            var gate = (nuint)((CellPanels<T>.Gates * at) + (CellPanels<T>.Candidate * Vector512<T>.Count));
            dot = Vectors.MultiplyAdd(ratio, Vector512.LoadUnsafe(ref x, gate), dot);
            if (TShare.IsSpread) absorbed = Vectors.MultiplyAdd(Vector512.LoadUnsafe(ref bias, gate) + Stabilized.Signed(stabilizer, z), ratio, absorbed);
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
            if (TShare.IsSpread) relevance = Vectors.MultiplyAdd(Vector512.Create(share), Vector512.LoadUnsafe(ref live, (nuint)at), relevance);
            relevance.StoreUnsafe(ref hidden, (nuint)at);
        }
    }

    private static T Total<T>(ref T row, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector512<T>.Zero;
        for (var at = 0; at < units; at += Vector512<T>.Count) sum += Vector512.LoadUnsafe(ref row, (nuint)at);
        return Vectors.Sum(sum);
    }

    // Known when a sweep is compiled, so that a share of zero costs nothing.
    private interface IShare
    {
        static abstract bool IsSpread { get; }
    }

    private readonly struct Dropped : IShare
    {
        public static bool IsSpread => false;
    }

    private readonly struct Spread : IShare
    {
        public static bool IsSpread => true;
    }
}
