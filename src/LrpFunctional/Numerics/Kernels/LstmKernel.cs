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
    public static (Matrix Hidden, Matrix Cell) State(Matrix input, Matrix forget, Matrix candidate, Matrix output, Matrix cellBefore)
    {
        foreach (var other in (ReadOnlySpan<Matrix>)[forget, candidate, output, cellBefore]) Shape.RequireSame(input, other);
        var (hidden, cell) = (Frozen.Buffer(input.Rows, input.Columns), Frozen.Buffer(input.Rows, input.Columns));
        if (cell.Length >= Vectors.Width) State<Vectors.Whole>(input.Span, forget.Span, candidate.Span, output.Span, cellBefore.Span, hidden, cell);
        else State<Vectors.Short>(input.Span, forget.Span, candidate.Span, output.Span, cellBefore.Span, hidden, cell);
        return (hidden.AsMatrix(input.Rows, input.Columns), cell.AsMatrix(input.Rows, input.Columns));
    }

    /// <summary>
    /// From the derivatives by h and c (n × d): dc' = dc + dh ⊙ o ⊙ (1 − tanh²c); returns those by the four pre-activations (n × 4d),
    /// dz_i = dc' g i (1 − i), dz_f = dc' c_before f (1 − f), dz_g = dc' i (1 − g²), dz_o = dh tanh(c) o (1 − o), and by c_before, dc' ⊙ f.
    /// </summary>
    public static (Matrix Preactivations, Matrix CellBefore) Gradient(
        Matrix input, Matrix forget, Matrix candidate, Matrix output, Matrix cell, Matrix cellBefore, Matrix byHidden, Matrix byCell)
    {
        foreach (var other in (ReadOnlySpan<Matrix>)[input, forget, candidate, output, cellBefore, byHidden, byCell]) Shape.RequireSame(cell, other);
        var (lanes, units) = (cell.Rows, cell.Columns);
        var (preactivations, before) = (Frozen.Buffer(lanes, 4 * units), Frozen.Buffer(lanes, units));
        for (var lane = 0; lane < lanes; lane++)
        {
            var z = preactivations.AsSpan(lane * 4 * units, 4 * units);
            var target = before.AsSpan(lane * units, units);
            if (units >= Vectors.Width)
            {
                Gradient<Vectors.Whole>(
                    input.Row(lane), forget.Row(lane), candidate.Row(lane), output.Row(lane), cell.Row(lane), cellBefore.Row(lane), byHidden.Row(lane), byCell.Row(lane), z, target);
            }
            else
            {
                Gradient<Vectors.Short>(
                    input.Row(lane), forget.Row(lane), candidate.Row(lane), output.Row(lane), cell.Row(lane), cellBefore.Row(lane), byHidden.Row(lane), byCell.Row(lane), z, target);
            }
        }

        return (preactivations.AsMatrix(lanes, 4 * units), before.AsMatrix(lanes, units));
    }

    private static void Activate<TActivation>(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan<double> bias, Span<double> activation)
        where TActivation : struct, IActivation
    {
        if (activation.Length >= Vectors.Width) Activate<Vectors.Whole, TActivation>(x, h, bias, activation);
        else Activate<Vectors.Short, TActivation>(x, h, bias, activation);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate<TAccess, TActivation>(ReadOnlySpan<double> x, ReadOnlySpan<double> h, ReadOnlySpan<double> bias, Span<double> activation)
        where TAccess : struct, IAccess
        where TActivation : struct, IActivation
    {
        for (var j = 0; j < activation.Length; j += Vectors.Width)
        {
            var at = Vectors.Start(j, activation.Length);
            TAccess.Write(TActivation.Of(TAccess.Read(x, at) + TAccess.Read(h, at) + TAccess.Read(bias, at)), activation, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void State<TAccess>(
        ReadOnlySpan<double> i, ReadOnlySpan<double> f, ReadOnlySpan<double> g, ReadOnlySpan<double> o, ReadOnlySpan<double> before, Span<double> hidden, Span<double> cell)
        where TAccess : struct, IAccess
    {
        for (var start = 0; start < cell.Length; start += Vectors.Width)
        {
            var at = Vectors.Start(start, cell.Length);
            var c = Vector512.FusedMultiplyAdd(TAccess.Read(f, at), TAccess.Read(before, at), TAccess.Read(i, at) * TAccess.Read(g, at));
            TAccess.Write(c, cell, at);
            TAccess.Write(TAccess.Read(o, at) * Exponential.Tanh(c), hidden, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gradient<TAccess>(
        ReadOnlySpan<double> input, ReadOnlySpan<double> forget, ReadOnlySpan<double> candidate, ReadOnlySpan<double> output, ReadOnlySpan<double> cell,
        ReadOnlySpan<double> cellBefore, ReadOnlySpan<double> byHidden, ReadOnlySpan<double> byCell, Span<double> z, Span<double> before)
        where TAccess : struct, IAccess
    {
        var (one, units) = (Vector512<double>.One, cell.Length);
        for (var j = 0; j < units; j += Vectors.Width)
        {
            var at = Vectors.Start(j, units);
            var (i, f, g, o) = (TAccess.Read(input, at), TAccess.Read(forget, at), TAccess.Read(candidate, at), TAccess.Read(output, at));
            var (tanh, h) = (Exponential.Tanh(TAccess.Read(cell, at)), TAccess.Read(byHidden, at));
            var c = TAccess.Read(byCell, at) + (h * o * (one - (tanh * tanh)));
            TAccess.Write(c * g * i * (one - i), z[..units], at);
            TAccess.Write(c * TAccess.Read(cellBefore, at) * f * (one - f), z.Slice(units, units), at);
            TAccess.Write(c * i * (one - (g * g)), z.Slice(2 * units, units), at);
            TAccess.Write(h * tanh * o * (one - o), z[(3 * units)..], at);
            TAccess.Write(c * f, before, at);
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
