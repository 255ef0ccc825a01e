using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>Backpropagation through one cell, all steps: what <c>GradientPass.Step</c> says of one step.</summary>
internal static class GradientSweep
{
    /// <summary>∂s/∂z of each packed row, as the pre-activations lie in <see cref="CellPanels{T}"/>.</summary>
    /// <param name="recorded">What the cell did, with its gates.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="hidden">∂s/∂h of each lane's last h; the sweep goes on in its memory.</param>
    public static Plane<T> Back<T>(Recorded<T> recorded, ReadOnlySpan<int> offsets, Plane<T> hidden)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var cell = recorded.Cell;
        var gradients = new Plane<T>(offsets[^1], CellPanels<T>.Gates * cell.Padded);
        using var states = new Plane<T>(hidden.Rows, cell.Padded);
        using var initial = new Plane<T>(1, cell.Padded);
        states.Span.Clear();
        initial.Span.Clear();
        for (var t = offsets.Length - 2; t >= 0; t--)
        {
            var (first, lanes) = (offsets[t], offsets[t + 1] - offsets[t]);
            for (var lane = 0; lane < lanes; lane++)
            {
                ref var stateBefore = ref t == 0 ? ref initial.Row(0) : ref Unsafe.Add(ref recorded.Gates(offsets[t - 1] + lane), Recorded<T>.StatePlane * cell.Padded);
                Step(ref hidden.Row(lane), ref states.Row(lane), ref recorded.Gates(first + lane), ref recorded.Hidden.Row(first + lane), ref stateBefore, ref gradients.Row(first + lane), cell.Padded);
            }

            if (t > 0) Product.Into(ref gradients.Row(first), gradients.Columns, lanes, cell.RecurrentBack, ref hidden.Row(0));
        }

        return gradients;
    }

    /// <summary>∂s/∂x · x of each word, one per packed row as the cell read them: dz · (Wx x).</summary>
    public static Plane<T> TimesInput<T>(Plane<T> gradients, ReadOnlySpan<int> inputs, Plane<T> projection)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var words = new Plane<T>(gradients.Rows, 1);
        for (var row = 0; row < gradients.Rows; row++) words.Row(row) = Reduction.Dot(ref gradients.Row(row), ref projection.Row(inputs[row]), gradients.Columns);
        return words;
    }

    /// <summary>∂s/∂x of each word, one per packed row as the cell read them: Wxᵀ dz.</summary>
    public static Plane<T> ByInput<T>(CellPanels<T> cell, Plane<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new Plane<T>(gradients.Rows, cell.InputBack.Columns);
        Product.Into(ref gradients.Row(0), gradients.Columns, gradients.Rows, cell.InputBack, ref result.Row(0));
        return result;
    }

    /// <summary>
    /// dc' = dc + dh ⊙ o ⊙ (1 − tanh²c), tanh c = h / o; dz_i = dc' g i (1 − i), dz_f = dc' c_{t−1} f (1 − f), dz_g = dc' i (1 − g²),
    /// dz_o = dh tanh(c) o (1 − o), turned round but for dz_g as the pre-activations are; dc_{t−1} = dc' ⊙ f.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Step<T>(ref T byHidden, ref T byState, ref T gates, ref T hidden, ref T stateBefore, ref T gradient, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (one, width) = (Vector512<T>.One, (nuint)Vector512<T>.Count);
        for (var unit = 0; unit < units; unit += Vector512<T>.Count)
        {
            var at = (nuint)unit;
            var (i, f) = (Vector512.LoadUnsafe(ref gates, at), Vector512.LoadUnsafe(ref gates, (nuint)units + at));
            var (g, o) = (Vector512.LoadUnsafe(ref gates, (nuint)(2 * units) + at), Vector512.LoadUnsafe(ref gates, (nuint)(3 * units) + at));
            var (h, tanh) = (Vectors.Flushed(Vector512.LoadUnsafe(ref byHidden, at)), Vector512.LoadUnsafe(ref hidden, at) / o);
            var c = Vectors.Flushed(Vectors.MultiplyAdd(h * o, one - (tanh * tanh), Vector512.LoadUnsafe(ref byState, at)));
            ref var target = ref Unsafe.Add(ref gradient, CellPanels<T>.Gates * unit);
            (c * g * i * (i - one)).StoreUnsafe(ref target);
            (c * Vector512.LoadUnsafe(ref stateBefore, at) * f * (f - one)).StoreUnsafe(ref target, width);
            (c * i * (one - (g * g))).StoreUnsafe(ref target, 2 * width);
            (h * tanh * o * (o - one)).StoreUnsafe(ref target, 3 * width);
            (c * f).StoreUnsafe(ref byState, at);
        }
    }
}
