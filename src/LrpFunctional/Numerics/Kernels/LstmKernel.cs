using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>The elementwise part of one LSTM step, forward and backward; gate blocks i, f, g, o lie side by side in a row of 4d columns.</summary>
internal static class LstmKernel
{
    /// <summary>z = projection[rows] + recurrent + bias; returns σ(z_i), σ(z_f), tanh(z_g), σ(z_o) and z_g, each n × d.</summary>
    public static (Matrix Input, Matrix Forget, Matrix Candidate, Matrix Output, Matrix CandidatePreactivation) Gates(
        Matrix projection, ReadOnlySpan<int> rows, Matrix recurrent, ReadOnlySpan<double> bias)
    {
        var (lanes, units) = (recurrent.Rows, recurrent.Columns / 4);
        var (input, forget, candidate) = (Frozen.Buffer(lanes, units), Frozen.Buffer(lanes, units), Frozen.Buffer(lanes, units));
        var (output, preactivation) = (Frozen.Buffer(lanes, units), Frozen.Buffer(lanes, units));
        for (var lane = 0; lane < lanes; lane++)
        {
            var first = lane * units;
            var x = projection.Row(rows[lane]);
            var h = recurrent.Row(lane);
            Activate<Sigmoid>(x[..units], h[..units], bias[..units], input.AsSpan(first, units));
            Activate<Sigmoid>(x.Slice(units, units), h.Slice(units, units), bias.Slice(units, units), forget.AsSpan(first, units));
            Activate<Identity>(x.Slice(2 * units, units), h.Slice(2 * units, units), bias.Slice(2 * units, units), preactivation.AsSpan(first, units));
            Activate<Tanh>(x.Slice(2 * units, units), h.Slice(2 * units, units), bias.Slice(2 * units, units), candidate.AsSpan(first, units));
            Activate<Sigmoid>(x.Slice(3 * units, units), h.Slice(3 * units, units), bias.Slice(3 * units, units), output.AsSpan(first, units));
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
        for (var start = 0; start < hidden.Length; start += Vectors.Width)
        {
            var at = Vectors.Start(start, hidden.Length);
            var c = Vector512.FusedMultiplyAdd(Vectors.Read(f, at), Vectors.Read(before, at), Vectors.Read(i, at) * Vectors.Read(g, at));
            c.Write(cell, at);
            (Vectors.Read(o, at) * Exponential.Tanh(c)).Write(hidden, at);
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
            var i = input.Row(lane);
            var f = forget.Row(lane);
            var g = candidate.Row(lane);
            var o = output.Row(lane);
            for (var j = 0; j < units; j += Vectors.Width)
            {
                var at = Vectors.Start(j, units);
                var (iAt, fAt, gAt, oAt) = (Vectors.Read(i, at), Vectors.Read(f, at), Vectors.Read(g, at), Vectors.Read(o, at));
                var tanh = Exponential.Tanh(Vectors.Read(cell.Row(lane), at));
                var h = Vectors.Read(byHidden.Row(lane), at);
                var c = Vectors.Read(byCell.Row(lane), at) + (h * oAt * (one - (tanh * tanh)));
                (c * gAt * iAt * (one - iAt)).Write(z[..units], at);
                (c * Vectors.Read(cellBefore.Row(lane), at) * fAt * (one - fAt)).Write(z.Slice(units, units), at);
                (c * iAt * (one - (gAt * gAt))).Write(z.Slice(2 * units, units), at);
                (h * tanh * oAt * (one - oAt)).Write(z[(3 * units)..], at);
                (c * fAt).Write(before.AsSpan(lane * units, units), at);
            }
        }

        return (preactivations.AsMatrix(lanes, 4 * units), before.AsMatrix(lanes, units));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate<TActivation>(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan<double> bias, Span<double> activation)
        where TActivation : struct, IActivation
    {
        for (var j = 0; j < activation.Length; j += Vectors.Width)
        {
            var at = Vectors.Start(j, activation.Length);
            TActivation.Of(Vectors.Read(x, at) + Vectors.Read(h, at) + Vectors.Read(bias, at)).Write(activation, at);
        }
    }

    private interface IActivation
    {
        static abstract Vector512<double> Of(Vector512<double> z);
    }

    private readonly struct Identity : IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> z) => z;
    }

    private readonly struct Sigmoid : IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> z) => Exponential.Sigmoid(z);
    }

    private readonly struct Tanh : IActivation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Of(Vector512<double> z) => Exponential.Tanh(z);
    }
}
