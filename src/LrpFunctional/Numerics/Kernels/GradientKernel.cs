using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The elementwise part of backpropagation through one LSTM step; gate blocks i, f, g, o lie side by side in a row of 4d columns.</summary>
internal static class GradientKernel
{
    /// <summary>
    /// From the derivatives by h and c (n × d): dc' = dc + dh ⊙ o ⊙ (1 − tanh²c), tanh c = h / o; returns those by the four pre-activations (n × 4d),
    /// dz_i = dc' g i (1 − i), dz_f = dc' c_before f (1 − f), dz_g = dc' i (1 − g²), dz_o = dh tanh(c) o (1 − o), and by c_before, dc' ⊙ f.
    /// </summary>
    public static (Matrix Preactivations, Matrix CellBefore) Gradient(
        Matrix input, Matrix forget, Matrix candidate, Matrix output, Matrix hidden, Matrix cellBefore, Matrix byHidden, Matrix byCell)
    {
        foreach (var other in (ReadOnlySpan<Matrix>)[input, forget, candidate, output, cellBefore, byHidden, byCell]) Shape.RequireSame(hidden, other);
        var (lanes, units) = (hidden.Rows, hidden.Columns);
        var (preactivations, before) = (Frozen.Buffer(lanes, 4 * units), Frozen.Buffer(lanes, units));
        for (var lane = 0; lane < lanes; lane++)
        {
            var z = preactivations.AsSpan(lane * 4 * units, 4 * units);
            var target = before.AsSpan(lane * units, units);
            if (units >= Vectors.Width)
            {
                Gradient<Vectors.Whole>(
                    input.Row(lane), forget.Row(lane), candidate.Row(lane), output.Row(lane), hidden.Row(lane), cellBefore.Row(lane), byHidden.Row(lane), byCell.Row(lane), z, target);
            }
            else
            {
                Gradient<Vectors.Short>(
                    input.Row(lane), forget.Row(lane), candidate.Row(lane), output.Row(lane), hidden.Row(lane), cellBefore.Row(lane), byHidden.Row(lane), byCell.Row(lane), z, target);
            }
        }

        return (preactivations.AsMatrix(lanes, 4 * units), before.AsMatrix(lanes, units));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<TAccess>(
        ReadOnlySpan<double> input, ReadOnlySpan<double> forget, ReadOnlySpan<double> candidate, ReadOnlySpan<double> output, ReadOnlySpan<double> hidden,
        ReadOnlySpan<double> cellBefore, ReadOnlySpan<double> byHidden, ReadOnlySpan<double> byCell, Span<double> z, Span<double> before)
        where TAccess : struct, IAccess
    {
        var (one, units) = (Vector512<double>.One, hidden.Length);
        for (var j = 0; j < units; j += Vectors.Width)
        {
            var at = Vectors.Start(j, units);
            var (i, f, g, o) = (TAccess.Read(input, at), TAccess.Read(forget, at), TAccess.Read(candidate, at), TAccess.Read(output, at));
            var (tanh, h) = (TAccess.Read(hidden, at) / o, TAccess.Read(byHidden, at));
            var c = TAccess.Read(byCell, at) + (h * o * (one - (tanh * tanh)));
            TAccess.Write(c * g * i * (one - i), z[..units], at);
            TAccess.Write(c * TAccess.Read(cellBefore, at) * f * (one - f), z.Slice(units, units), at);
            TAccess.Write(c * i * (one - (g * g)), z.Slice(2 * units, units), at);
            TAccess.Write(h * tanh * o * (one - o), z[(3 * units)..], at);
            TAccess.Write(c * f, before, at);
        }
    }
}
