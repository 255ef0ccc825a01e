using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>
/// One GRU cell's way through a batch, all steps: r, z = σ(Wx x + Wh h + b), the candidate n, and h_t = (1 − z) ⊙ n + z
/// ⊙ h_{t−1}.
/// </summary>
internal static class GruForwardKernel
{
    /// <summary>z ⊙ h_{t−1}, (1 − z) ⊙ n, z_n, what the reset gate lets through, and what it acts on.</summary>
    public const int ProductPlanes = 5;

    /// <summary>r, z, n, what the reset gate acts on, and z_n.</summary>
    public const int GatePlanes = 5;

    // How many pre-activations a unit has.
    private const int Count = 3;

    /// <summary>Runs the cell and writes down what is asked for; see <see cref="PreparedCell{T}.Forward"/>.</summary>
    public static CellRecord<T> Run<T, TGate, TReset>(
        PreparedGru<T> cell,
        TGate gate,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
        where TReset : struct, IReset
    {
        KernelDoors.AssertForward(cell, offsets, inputs, projection);
        var recorded = new CellRecord<T>(cell, offsets[^1], what);
        var (products, gates) = (what.HasFlag(Recording.Products), what.HasFlag(Recording.Gates));
        using var sums = new PooledMatrix<T>(offsets[1], cell.Recurrent.Columns);
        using var passed = new PooledMatrix<T>(offsets[1], cell.Padded);
        using var candidates = new PooledMatrix<T>(1, 2 * cell.Padded);
        using var parts = new PooledMatrix<T>(offsets[1], cell.CandidateRecurrent.Columns);
        ref var bias = ref MemoryMarshal.GetReference(cell.Bias.AsSpan());
        ref var resetBias = ref MemoryMarshal.GetReference(cell.ResetBias.AsSpan());
        ref var initial = ref MemoryMarshal.GetReference(cell.InitialHidden.AsSpan());
        sums.Fill(cell.InitialSums.AsSpan());
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            projection.Announce(inputs.Slice(first, lanes));
            if (t > 0)
            {
                recorded.Hidden.AssertProduct(offsets[t - 1], lanes, cell.Recurrent, sums, 0);
                Product.Into(
                    ref recorded.Hidden.Row(offsets[t - 1]),
                    cell.Padded,
                    lanes,
                    cell.Recurrent,
                    ref sums.Row(0)
                );
            }

            for (var lane = 0; lane < lanes; lane++)
            {
                ref var before = ref t == 0 ? ref initial : ref recorded.Hidden.Row(offsets[t - 1] + lane);
                Open<T, TGate, TReset>(
                    gate,
                    ref projection.Row(inputs[first + lane]),
                    ref sums.Row(lane),
                    ref bias,
                    ref resetBias,
                    ref before,
                    ref passed.Row(lane),
                    cell.Padded
                );
            }

            passed.AssertProduct(0, lanes, cell.CandidateRecurrent, parts, 0);
            if (TReset.IsBefore)
                Product.Into(ref passed.Row(0), cell.Padded, lanes, cell.CandidateRecurrent, ref parts.Row(0));
            for (var lane = 0; lane < lanes; lane++)
            {
                var row = first + lane;
                ref var before = ref t == 0 ? ref initial : ref recorded.Hidden.Row(offsets[t - 1] + lane);
                ref var part = ref TReset.IsBefore ? ref parts.Row(lane) : ref passed.Row(lane);
                Advance(
                    ref projection.Row(inputs[row]),
                    ref sums.Row(lane),
                    ref bias,
                    ref part,
                    ref before,
                    ref candidates.Row(0),
                    ref recorded.Hidden.Row(row),
                    cell.Padded
                );
                if (products)
                    WriteProducts(
                        ref sums.Row(lane),
                        ref passed.Row(lane),
                        ref before,
                        ref candidates.Row(0),
                        ref recorded.Written.Row(row),
                        cell.Padded
                    );
                if (gates)
                    WriteGates(ref sums.Row(lane), ref candidates.Row(0), ref recorded.Gates(row), cell.Padded);
            }
        }

        return recorded;
    }

    /// <summary>
    /// In place of the sums r and z and, behind the product, u = Un h + bh_n; and what the reset gate lets through, r ⊙
    /// h or r ⊙ u.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Open<T, TGate, TReset>(
        TGate gate,
        ref T x,
        ref T sum,
        ref T bias,
        ref T resetBias,
        ref T before,
        ref T passed,
        int units
    )
        where T : unmanaged
        where TGate : struct, IGate<T>
        where TReset : struct, IReset
    {
        var width = (nuint)Vector512<T>.Count;
        for (nuint unit = 0, at = 0; unit < (nuint)units; unit += width, at += Count * width)
        {
            var reset = Vector512<T>.One / gate.Inverse(Preactivation(ref x, ref sum, ref bias, at));
            reset.StoreUnsafe(ref sum, at);
            (Vector512<T>.One / gate.Inverse(Preactivation(ref x, ref sum, ref bias, at + width))).StoreUnsafe(
                ref sum,
                at + width
            );
            var source = TReset.IsBefore
                ? Vector512.LoadUnsafe(ref before, unit)
                : Vector512.LoadUnsafe(ref sum, at + (2 * width)) + Vector512.LoadUnsafe(ref resetBias, unit);
            source.StoreUnsafe(ref sum, at + (2 * width));
            (reset * source).StoreUnsafe(ref passed, unit);
        }
    }

    /// <summary>
    /// z_n = Wx_n x + b_n + part; n = tanh(z_n); h = (1 − z) ⊙ n + z ⊙ h_{t−1}; z_n and n are left for those who write
    /// them down.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Advance<T>(
        ref T x,
        ref T sum,
        ref T bias,
        ref T part,
        ref T before,
        ref T candidate,
        ref T hidden,
        int units
    )
        where T : unmanaged
    {
        var (width, two) = ((nuint)Vector512<T>.Count, Vector512<T>.One + Vector512<T>.One);
        for (nuint unit = 0, at = 0; unit < (nuint)units; unit += width, at += Count * width)
        {
            var z =
                Vector512.LoadUnsafe(ref x, at + (2 * width))
                + Vector512.LoadUnsafe(ref bias, at + (2 * width))
                + Vector512.LoadUnsafe(ref part, unit);
            var rise = Vectors.WithSign(Exponential.DoubledMinusOne(z), z);
            var n = rise / (two + Vectors.Negative(rise));
            var update = Vector512.LoadUnsafe(ref sum, at + width);
            ((update * Vector512.LoadUnsafe(ref before, unit)) + ((Vector512<T>.One - update) * n)).StoreUnsafe(
                ref hidden,
                unit
            );
            z.StoreUnsafe(ref candidate, unit);
            n.StoreUnsafe(ref candidate, (nuint)units + unit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void WriteProducts<T>(
        ref T sum,
        ref T passed,
        ref T before,
        ref T candidate,
        ref T written,
        int units
    )
        where T : unmanaged
    {
        var (width, plane) = ((nuint)Vector512<T>.Count, (nuint)units);
        for (nuint unit = 0, at = 0; unit < plane; unit += width, at += Count * width)
        {
            var update = Vector512.LoadUnsafe(ref sum, at + width);
            (update * Vector512.LoadUnsafe(ref before, unit)).StoreUnsafe(ref written, unit);
            ((Vector512<T>.One - update) * Vector512.LoadUnsafe(ref candidate, plane + unit)).StoreUnsafe(
                ref written,
                plane + unit
            );
            Vector512.LoadUnsafe(ref candidate, unit).StoreUnsafe(ref written, (2 * plane) + unit);
            Vector512.LoadUnsafe(ref passed, unit).StoreUnsafe(ref written, (3 * plane) + unit);
            Vector512.LoadUnsafe(ref sum, at + (2 * width)).StoreUnsafe(ref written, (4 * plane) + unit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void WriteGates<T>(ref T sum, ref T candidate, ref T written, int units)
        where T : unmanaged
    {
        var (width, plane) = ((nuint)Vector512<T>.Count, (nuint)units);
        for (nuint unit = 0, at = 0; unit < plane; unit += width, at += Count * width)
        {
            Vector512.LoadUnsafe(ref sum, at).StoreUnsafe(ref written, unit);
            Vector512.LoadUnsafe(ref sum, at + width).StoreUnsafe(ref written, plane + unit);
            Vector512.LoadUnsafe(ref candidate, plane + unit).StoreUnsafe(ref written, (2 * plane) + unit);
            Vector512.LoadUnsafe(ref sum, at + (2 * width)).StoreUnsafe(ref written, (3 * plane) + unit);
            Vector512.LoadUnsafe(ref candidate, unit).StoreUnsafe(ref written, (4 * plane) + unit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Preactivation<T>(ref T x, ref T sum, ref T bias, nuint at)
        where T : unmanaged =>
        Vector512.LoadUnsafe(ref x, at) + Vector512.LoadUnsafe(ref sum, at) + Vector512.LoadUnsafe(ref bias, at);
}
