using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The elementwise part of one LSTM step, forward and backward; gate blocks i, f, g, o lie side by side in a row of 4d columns.</summary>
internal static class LstmKernel
{
    /// <summary>z = projection[rows] + recurrent + bias; returns σ(z_i), σ(z_f), tanh(z_g), σ(z_o) and z_g, each n × d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (Matrix Input, Matrix Forget, Matrix Candidate, Matrix Output, Matrix CandidatePreactivation) Gates(
        Matrix projection, ReadOnlySpan<int> rows, Matrix recurrent, ReadOnlySpan<double> bias)
    {
        var (lanes, units) = (recurrent.Rows, recurrent.Columns / 4);
        var (input, forget, candidate) = (Frozen.Buffer(lanes, units), Frozen.Buffer(lanes, units), Frozen.Buffer(lanes, units));
        var (output, preactivation) = (Frozen.Buffer(lanes, units), Frozen.Buffer(lanes, units));
        for (var lane = 0; lane < lanes; lane++)
        {
            var x = projection.Row(rows[lane]);
            var h = recurrent.Row(lane);
            var first = lane * units;
            for (var j = 0; j < units; j += Lanes.Width)
            {
                Exponential.Sigmoid(Sum(x, h, bias, 0, units, j)).Write(input.AsSpan(first, units), j);
                Exponential.Sigmoid(Sum(x, h, bias, 1, units, j)).Write(forget.AsSpan(first, units), j);
                var z = Sum(x, h, bias, 2, units, j);
                z.Write(preactivation.AsSpan(first, units), j);
                Exponential.Tanh(z).Write(candidate.AsSpan(first, units), j);
                Exponential.Sigmoid(Sum(x, h, bias, 3, units, j)).Write(output.AsSpan(first, units), j);
            }
        }

        return (input.AsMatrix(lanes, units), forget.AsMatrix(lanes, units), candidate.AsMatrix(lanes, units), output.AsMatrix(lanes, units), preactivation.AsMatrix(lanes, units));
    }

    /// <summary>c = f ⊙ c_before + i ⊙ g and h = o ⊙ tanh(c), each n × d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (Matrix Hidden, Matrix Cell) State(Matrix input, Matrix forget, Matrix candidate, Matrix output, Matrix cellBefore)
    {
        Shape.RequireSame(input, cellBefore);
        var (hidden, cell) = (Frozen.Buffer(input.Rows, input.Columns), Frozen.Buffer(input.Rows, input.Columns));
        var i = input.Span;
        var f = forget.Span;
        var g = candidate.Span;
        var o = output.Span;
        var before = cellBefore.Span;
        for (var at = 0; at < hidden.Length; at += Lanes.Width)
        {
            var c = Vector512.FusedMultiplyAdd(Lanes.Read(f, at), Lanes.Read(before, at), Lanes.Read(i, at) * Lanes.Read(g, at));
            c.Write(cell, at);
            (Lanes.Read(o, at) * Exponential.Tanh(c)).Write(hidden, at);
        }

        return (hidden.AsMatrix(input.Rows, input.Columns), cell.AsMatrix(input.Rows, input.Columns));
    }

    /// <summary>
    /// From the derivatives by h and c (n × d): dc' = dc + dh ⊙ o ⊙ (1 − tanh²c); returns those by the four pre-activations (n × 4d),
    /// dz_i = dc' g i (1 − i), dz_f = dc' c_before f (1 − f), dz_g = dc' i (1 − g²), dz_o = dh tanh(c) o (1 − o), and by c_before, dc' ⊙ f.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (Matrix Preactivations, Matrix CellBefore) Gradient(
        Matrix input, Matrix forget, Matrix candidate, Matrix output, Matrix cell, Matrix cellBefore, Matrix byHidden, Matrix byCell)
    {
        Shape.RequireSame(cell, cellBefore);
        Shape.RequireSame(cell, byHidden);
        Shape.RequireSame(cell, byCell);
        var (lanes, units) = (cell.Rows, cell.Columns);
        var (preactivations, before) = (Frozen.Buffer(lanes, 4 * units), Frozen.Buffer(lanes, units));
        var one = Vector512<double>.One;
        for (var lane = 0; lane < lanes; lane++)
        {
            var z = preactivations.AsSpan(lane * 4 * units, 4 * units);
            for (var j = 0; j < units; j += Lanes.Width)
            {
                var (i, f, g, o) = (Lanes.Read(input.Row(lane), j), Lanes.Read(forget.Row(lane), j), Lanes.Read(candidate.Row(lane), j), Lanes.Read(output.Row(lane), j));
                var c = Exponential.Tanh(Lanes.Read(cell.Row(lane), j));
                var h = Lanes.Read(byHidden.Row(lane), j);
                var d = Lanes.Read(byCell.Row(lane), j) + (h * o * (one - (c * c)));
                (d * g * i * (one - i)).Write(z[..units], j);
                (d * Lanes.Read(cellBefore.Row(lane), j) * f * (one - f)).Write(z.Slice(units, units), j);
                (d * i * (one - (g * g))).Write(z.Slice(2 * units, units), j);
                (h * c * o * (one - o)).Write(z[(3 * units)..], j);
                (d * f).Write(before.AsSpan(lane * units, units), j);
            }
        }

        return (preactivations.AsMatrix(lanes, 4 * units), before.AsMatrix(lanes, units));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sum(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan<double> bias, int block, int units, int at) =>
        Lanes.Read(x.Slice(block * units, units), at) + Lanes.Read(h.Slice(block * units, units), at) + Lanes.Read(bias.Slice(block * units, units), at);
}
