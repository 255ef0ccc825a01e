using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>Backpropagation through one GRU cell, all steps: what <see cref="GruGradient"/> says of one step.</summary>
internal static class GruGradientKernel
{
    // How many pre-activations a unit has.
    private const int Count = 3;

    /// <summary>∂s/∂z of each packed row; see <see cref="PreparedCell{T}.Gradient"/>.</summary>
    public static PooledMatrix<T> Back<T, TGate, TReset>(
        PreparedGru<T> cell,
        TGate gate,
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        Incoming<T> arriving
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
        where TReset : struct, IReset
    {
        KernelDoors.AssertBack(cell, recorded, Recording.Gates, offsets, arriving);
        var hidden = arriving.AtLast;
        var gradients = new PooledMatrix<T>(offsets[^1], cell.Gates * cell.Padded);
        using var kept = new PooledMatrix<T>(hidden.Rows, cell.Padded);
        using var candidates = new PooledMatrix<T>(hidden.Rows, cell.Padded);
        using var passed = new PooledMatrix<T>(hidden.Rows, cell.CandidateBack.Columns);
        using var recurrent = new PooledMatrix<T>(hidden.Rows, cell.Gates * cell.Padded);
        ref var initial = ref MemoryMarshal.GetReference(cell.InitialHidden.AsSpan());
        for (var t = offsets.Length - 2; t >= 0; t--)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            arriving.Join(first, lanes);
            for (var lane = 0; lane < lanes; lane++)
            {
                ref var before = ref t == 0 ? ref initial : ref recorded.Hidden.Row(offsets[t - 1] + lane);
                ToCandidate<T, TGate>(
                    gate,
                    ref hidden.Row(lane),
                    ref recorded.Gates(first + lane),
                    ref before,
                    ref gradients.Row(first + lane),
                    ref candidates.Row(lane),
                    ref kept.Row(lane),
                    cell.Padded
                );
            }

            candidates.AssertProduct(0, lanes, cell.CandidateBack, passed, 0);
            if (TReset.IsBefore)
                Product.Into(ref candidates.Row(0), cell.Padded, lanes, cell.CandidateBack, ref passed.Row(0));
            for (var lane = 0; lane < lanes; lane++)
            {
                ref var byPassed = ref TReset.IsBefore ? ref passed.Row(lane) : ref candidates.Row(lane);
                ToReset<T, TGate, TReset>(
                    gate,
                    ref byPassed,
                    ref recorded.Gates(first + lane),
                    ref gradients.Row(first + lane),
                    ref recurrent.Row(lane),
                    ref kept.Row(lane),
                    cell.Padded
                );
            }

            if (t == 0)
                continue;
            recurrent.AssertProduct(0, lanes, cell.RecurrentBack, hidden, 0);
            Product.Into(
                ref recurrent.Row(0),
                recurrent.Columns,
                lanes,
                TReset.IsBefore ? cell.GatesBack : cell.RecurrentBack,
                ref hidden.Row(0)
            );
            for (var lane = 0; lane < lanes; lane++)
                Vectors.AddTo(ref hidden.Row(lane), ref kept.Row(lane), cell.Padded);
        }

        return gradients;
    }

    /// <summary>
    /// dn = dh ⊙ (1 − z); dz_n = dn (1 − n²); dz_z = dh (h_{t−1} − n) z', turned round as the pre-activations are; dh ⊙
    /// z goes straight to h_{t−1}.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ToCandidate<T, TGate>(
        TGate gate,
        ref T byHidden,
        ref T gates,
        ref T before,
        ref T gradient,
        ref T candidate,
        ref T kept,
        int units
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
    {
        var (one, width) = (Vector512<T>.One, (nuint)Vector512<T>.Count);
        for (var unit = 0; unit < units; unit += Vector512<T>.Count)
        {
            var at = (nuint)unit;
            var (update, n) = (
                Vector512.LoadUnsafe(ref gates, (nuint)units + at),
                Vector512.LoadUnsafe(ref gates, (nuint)(2 * units) + at)
            );
            var h = Vectors.Flushed(Vector512.LoadUnsafe(ref byHidden, at));
            var byCandidate = h * (one - update) * (one - (n * n));
            ref var target = ref Unsafe.Add(ref gradient, Count * unit);
            (h * (Vector512.LoadUnsafe(ref before, at) - n) * gate.NegativeSlope(update)).StoreUnsafe(
                ref target,
                width
            );
            byCandidate.StoreUnsafe(ref target, 2 * width);
            byCandidate.StoreUnsafe(ref candidate, at);
            (h * update).StoreUnsafe(ref kept, at);
        }
    }

    /// <summary>
    /// With dq what reaches r ⊙ v, v being what the reset gate acts on: dz_r = dq v r'; and dq ⊙ r goes to v, which is
    /// h_{t−1} itself or, as a pre-activation beside the other two, Un h_{t−1} + bh_n.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ToReset<T, TGate, TReset>(
        TGate gate,
        ref T byPassed,
        ref T gates,
        ref T gradient,
        ref T recurrent,
        ref T kept,
        int units
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
        where TReset : struct, IReset
    {
        var width = (nuint)Vector512<T>.Count;
        for (var unit = 0; unit < units; unit += Vector512<T>.Count)
        {
            var at = (nuint)unit;
            var (reset, source) = (
                Vector512.LoadUnsafe(ref gates, at),
                Vector512.LoadUnsafe(ref gates, (nuint)(3 * units) + at)
            );
            var passed = Vector512.LoadUnsafe(ref byPassed, at);
            ref var target = ref Unsafe.Add(ref gradient, Count * unit);
            ref var back = ref Unsafe.Add(ref recurrent, Count * unit);
            var byReset = passed * source * gate.NegativeSlope(reset);
            byReset.StoreUnsafe(ref target);
            byReset.StoreUnsafe(ref back);
            Vector512.LoadUnsafe(ref target, width).StoreUnsafe(ref back, width);
            (passed * reset).StoreUnsafe(ref back, 2 * width);
            if (TReset.IsBefore)
                Vectors.MultiplyAdd(passed, reset, Vector512.LoadUnsafe(ref kept, at)).StoreUnsafe(ref kept, at);
        }
    }
}
