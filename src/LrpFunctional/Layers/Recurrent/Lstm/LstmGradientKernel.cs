using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>
/// Backpropagation through one LSTM cell, all steps: what <see cref="LstmGradient"/> says of one step.
/// </summary>
internal static class LstmGradientKernel
{
    /// <summary>∂s/∂z of each packed row, as the pre-activations lie in <see cref="PreparedCell{T}"/>.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="gate">Its gates' function.</param>
    /// <param name="recorded">What the cell did, with its gates.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="arriving">∂s/∂h from above; the sweep goes on in its memory.</param>
    public static PooledMatrix<T> Back<T, TGate>(
        PreparedLstm<T> cell,
        TGate gate,
        CellRecord<T> recorded,
        ReadOnlySpan<int> offsets,
        Incoming<T> arriving
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
    {
        KernelDoors.AssertBack(cell, recorded, Recording.Gates, offsets, arriving);
        var hidden = arriving.AtLast;
        var gradients = new PooledMatrix<T>(offsets[^1], cell.Gates * cell.Padded);
        using var states = new PooledMatrix<T>(hidden.Rows, cell.Padded);
        using var initial = new PooledMatrix<T>(1, cell.Padded);
        states.Span.Clear();
        initial.Fill(cell.InitialCell.AsSpan());
        for (var t = offsets.Length - 2; t >= 0; t--)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            arriving.Join(first, lanes);
            for (var lane = 0; lane < lanes; lane++)
            {
                ref var stateBefore = ref t == 0
                    ? ref initial.Row(0)
                    : ref Unsafe.Add(
                        ref recorded.Gates(offsets[t - 1] + lane),
                        LstmForwardKernel.StatePlane * cell.Padded
                    );
                Step(
                    gate,
                    ref hidden.Row(lane),
                    ref states.Row(lane),
                    ref recorded.Gates(first + lane),
                    ref recorded.Hidden.Row(first + lane),
                    ref stateBefore,
                    ref gradients.Row(first + lane),
                    cell.Padded
                );
            }

            if (t == 0)
                continue;
            gradients.AssertProduct(first, lanes, cell.RecurrentBack, hidden, 0);
            Product.Into(ref gradients.Row(first), gradients.Columns, lanes, cell.RecurrentBack, ref hidden.Row(0));
        }

        return gradients;
    }

    /// <summary>
    /// dc' = dc + dh ⊙ o ⊙ (1 − tanh²c), tanh c = h / o; dz_i = dc' g i', dz_f = dc' c_{t−1} f', dz_g = dc' i (1 − g²),
    /// dz_o = dh tanh(c) o', i' = i (1 − i) for the logistic gate, turned round but for dz_g as the pre-activations
    /// are; dc_{t−1} = dc' ⊙ f.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Step<T, TGate>(
        TGate gate,
        ref T byHidden,
        ref T byState,
        ref T gates,
        ref T hidden,
        ref T stateBefore,
        ref T gradient,
        int units
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
    {
        var (one, width) = (Vector512<T>.One, (nuint)Vector512<T>.Count);
        for (var unit = 0; unit < units; unit += Vector512<T>.Count)
        {
            var at = (nuint)unit;
            var (i, f) = (Vector512.LoadUnsafe(ref gates, at), Vector512.LoadUnsafe(ref gates, (nuint)units + at));
            var (g, o) = (
                Vector512.LoadUnsafe(ref gates, (nuint)(2 * units) + at),
                Vector512.LoadUnsafe(ref gates, (nuint)(3 * units) + at)
            );
            var (h, tanh) = (
                Vectors.Flushed(Vector512.LoadUnsafe(ref byHidden, at)),
                gate.Undone(Vector512.LoadUnsafe(ref hidden, at), o)
            );
            var c = Vectors.Flushed(
                Vectors.MultiplyAdd(h * o, one - (tanh * tanh), Vector512.LoadUnsafe(ref byState, at))
            );
            ref var target = ref Unsafe.Add(ref gradient, 4 * unit);
            (c * g * gate.NegativeSlope(i)).StoreUnsafe(ref target);
            (c * Vector512.LoadUnsafe(ref stateBefore, at) * gate.NegativeSlope(f)).StoreUnsafe(ref target, width);
            (c * i * (one - (g * g))).StoreUnsafe(ref target, 2 * width);
            (h * tanh * gate.NegativeSlope(o)).StoreUnsafe(ref target, 3 * width);
            (c * f).StoreUnsafe(ref byState, at);
        }
    }
}
