using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>
/// One LSTM cell's way through a batch, all steps: z = Wx x + Wh h + b, the gates, and the states that they lead to.
/// </summary>
internal static class LstmForwardKernel
{
    /// <summary>f ⊙ c_{t−1}, i ⊙ g and z_g.</summary>
    public const int ProductPlanes = 3;

    /// <summary>i, f, g, o, c and z_g.</summary>
    public const int GatePlanes = 6;

    /// <summary>The place of c among them.</summary>
    public const int StatePlane = 4;

    private const int PreactivationPlane = 5;
    private const int Candidate = PreparedCell<double>.Candidate;

    // How many pre-activations a unit has.
    private const int Count = 4;

    /// <summary>Runs the cell and writes down what is asked for.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="gate">Its gates' function.</param>
    /// <param name="offsets">The first row of each step, and behind the last step the number of rows.</param>
    /// <param name="inputs">For each packed row, the row of the projection that the cell reads there.</param>
    /// <param name="projection">Wx x of each distinct input.</param>
    /// <param name="what">What is written down besides h.</param>
    public static CellRecord<T> Run<T, TGate>(
        PreparedLstm<T> cell,
        TGate gate,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T> =>
        what switch
        {
            Recording.None => Run<T, TGate, Nothing>(cell, gate, offsets, inputs, projection, what),
            Recording.Products => Run<T, TGate, Products>(cell, gate, offsets, inputs, projection, what),
            Recording.Gates => Run<T, TGate, Gates>(cell, gate, offsets, inputs, projection, what),
            _ => Run<T, TGate, Both>(cell, gate, offsets, inputs, projection, what),
        };

    private static CellRecord<T> Run<T, TGate, TWhat>(
        PreparedLstm<T> cell,
        TGate gate,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection,
        Recording what
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGate : struct, IGate<T>
        where TWhat : struct, IWhat
    {
        KernelDoors.AssertForward(cell, offsets, inputs, projection);
        var recorded = new CellRecord<T>(cell, offsets[^1], what);
        using var states = new PooledMatrix<T>(offsets[1], cell.Padded);
        using var sums = new PooledMatrix<T>(offsets[1], cell.Recurrent.Columns);
        ref var bias = ref MemoryMarshal.GetReference(cell.Bias.AsSpan());
        states.Fill(cell.InitialCell.AsSpan());
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
                var row = first + lane;
                ref var written = ref recorded.Written.Row(row);
                Activate<T, TGate, TWhat>(
                    gate,
                    ref projection.Row(inputs[row]),
                    ref sums.Row(lane),
                    ref bias,
                    ref written,
                    cell.Padded
                );
                Advance<T, TWhat>(
                    ref sums.Row(lane),
                    ref states.Row(lane),
                    ref recorded.Hidden.Row(row),
                    ref written,
                    cell.Padded
                );
            }
        }

        return recorded;
    }

    /// <summary>
    /// z = Wx x + Wh h + b, and in place of Wh h what the gates are made of: 1/i, 1/f, rise with g = rise / (2 −
    /// |rise|), 1/o.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Activate<T, TGate, TWhat>(TGate gate, ref T x, ref T sum, ref T bias, ref T written, int units)
        where T : unmanaged
        where TGate : struct, IGate<T>
        where TWhat : struct, IWhat
    {
        var (width, plane) = ((nuint)Vector512<T>.Count, (nuint)units);
        for (nuint unit = 0, at = 0; unit < plane; unit += width, at += Count * width)
        {
            gate.Inverse(Preactivation(ref x, ref sum, ref bias, at)).StoreUnsafe(ref sum, at);
            gate.Inverse(Preactivation(ref x, ref sum, ref bias, at + width)).StoreUnsafe(ref sum, at + width);
            var z = Preactivation(ref x, ref sum, ref bias, at + (Candidate * width));
            Vectors.WithSign(Exponential.DoubledMinusOne(z), z).StoreUnsafe(ref sum, at + (Candidate * width));
            gate.Inverse(Preactivation(ref x, ref sum, ref bias, at + (3 * width)))
                .StoreUnsafe(ref sum, at + (3 * width));
            if (TWhat.Products)
                z.StoreUnsafe(ref written, (2 * plane) + unit);
            if (TWhat.Gates)
                z.StoreUnsafe(
                    ref Unsafe.Add(ref written, GateStart<TWhat>(units)),
                    (PreactivationPlane * plane) + unit
                );
        }
    }

    /// <summary>c = f ⊙ c_{t−1} + i ⊙ g; h = o ⊙ tanh(c); one division for each product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Advance<T, TWhat>(ref T activations, ref T state, ref T hidden, ref T written, int units)
        where T : unmanaged
        where TWhat : struct, IWhat
    {
        var (one, two) = (Vector512<T>.One, Vector512<T>.One + Vector512<T>.One);
        var (width, plane) = ((nuint)Vector512<T>.Count, (nuint)units);
        for (nuint unit = 0, at = 0; unit < plane; unit += width, at += Count * width)
        {
            var (byInput, byForget) = (
                Vector512.LoadUnsafe(ref activations, at),
                Vector512.LoadUnsafe(ref activations, at + width)
            );
            var (rise, byOutput) = (
                Vector512.LoadUnsafe(ref activations, at + (2 * width)),
                Vector512.LoadUnsafe(ref activations, at + (3 * width))
            );
            var span = two + Vectors.Negative(rise);
            var kept = Vector512.LoadUnsafe(ref state, unit) / byForget;
            var added = rise / (byInput * span);
            var c = kept + added;
            var fall = Exponential.DoubledMinusOne(c);
            c.StoreUnsafe(ref state, unit);
            (Vectors.WithSign(fall, c) / (byOutput * (two + fall))).StoreUnsafe(ref hidden, unit);
            if (TWhat.Products)
            {
                kept.StoreUnsafe(ref written, unit);
                added.StoreUnsafe(ref written, plane + unit);
            }

            if (TWhat.Gates)
            {
                ref var gates = ref Unsafe.Add(ref written, GateStart<TWhat>(units));
                (one / byInput).StoreUnsafe(ref gates, unit);
                (one / byForget).StoreUnsafe(ref gates, plane + unit);
                (rise / span).StoreUnsafe(ref gates, (2 * plane) + unit);
                (one / byOutput).StoreUnsafe(ref gates, (3 * plane) + unit);
                c.StoreUnsafe(ref gates, (StatePlane * plane) + unit);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Preactivation<T>(ref T x, ref T sum, ref T bias, nuint at)
        where T : unmanaged =>
        Vector512.LoadUnsafe(ref x, at) + Vector512.LoadUnsafe(ref sum, at) + Vector512.LoadUnsafe(ref bias, at);

    private static int GateStart<TWhat>(int units)
        where TWhat : struct, IWhat => TWhat.Products ? ProductPlanes * units : 0;

    // Known when a sweep is compiled, so that what is not asked for costs nothing.
    private interface IWhat
    {
        static abstract bool Products { get; }

        static abstract bool Gates { get; }
    }

    private readonly struct Nothing : IWhat
    {
        public static bool Products => false;

        public static bool Gates => false;
    }

    private readonly struct Products : IWhat
    {
        static bool IWhat.Products => true;

        static bool IWhat.Gates => false;
    }

    private readonly struct Gates : IWhat
    {
        static bool IWhat.Products => false;

        static bool IWhat.Gates => true;
    }

    private readonly struct Both : IWhat
    {
        public static bool Products => true;

        public static bool Gates => true;
    }
}
