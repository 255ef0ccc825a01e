using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>Packed rows, lane by lane: step t of a lane is its row at offset t plus its number.</summary>
internal static class PackedSequences
{
    /// <summary>The lane of each packed row.</summary>
    public static ImmutableArray<int> OfRows(ReadOnlySpan<int> offsets)
    {
        var lanes = new int[offsets[^1]];
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
                lanes[row] = row - offsets[t];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(lanes);
    }

    /// <summary>Σ over the steps of each lane (n × k).</summary>
    public static Matrix Sums(Matrix rows, ReadOnlySpan<int> offsets)
    {
        Debug.Assert(rows.Rows == offsets[^1]);
        var sums = new double[offsets[1] * rows.Columns];
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
            {
                var target = sums.AsSpan((row - offsets[t]) * rows.Columns, rows.Columns);
                var source = rows.Row(row);
                for (var column = 0; column < source.Length; column++)
                    target[column] += source[column];
            }
        }

        return sums.AsMatrix(offsets[1], rows.Columns);
    }

    /// <summary>1 where a number is the largest of its lane and column, the first of several, else 0.</summary>
    public static Matrix Highest(Matrix rows, ReadOnlySpan<int> offsets)
    {
        Debug.Assert(rows.Rows == offsets[^1]);
        var (marks, best) = (new double[rows.Span.Length], new int[offsets[1] * rows.Columns]);
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
            {
                for (var column = 0; column < rows.Columns; column++)
                {
                    ref var highest = ref best[((row - offsets[t]) * rows.Columns) + column];
                    if (t == 0 || rows[row, column] > rows[highest, column])
                        highest = row;
                }
            }
        }

        for (var at = 0; at < best.Length; at++)
            marks[(best[at] * rows.Columns) + (at % rows.Columns)] = 1;
        return marks.AsMatrix(rows.Rows, rows.Columns);
    }

    /// <summary>1 / T for each row of a lane of T steps (rows × 1).</summary>
    public static Matrix InverseLengths(ReadOnlySpan<int> offsets, ReadOnlySpan<int> lengths)
    {
        Debug.Assert(lengths.Length == offsets[1]);
        var result = Frozen.Buffer(offsets[^1], 1);
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
                result[row] = 1.0 / lengths[row - offsets[t]];
        }

        return result.AsMatrix(result.Length, 1);
    }

    /// <summary>exp(e) / Σ exp(e) over the steps of each lane (rows × 1).</summary>
    public static Matrix Softmax(Matrix scores, ReadOnlySpan<int> offsets)
    {
        Debug.Assert(scores.Rows == offsets[^1] && scores.Columns == 1);
        var (highest, result) = (new double[offsets[1]], Frozen.Buffer(scores.Rows, 1));
        highest.AsSpan().Fill(double.NegativeInfinity);
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
                highest[row - offsets[t]] = Math.Max(highest[row - offsets[t]], scores[row, 0]);
        }

        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
                result[row] = Exp(scores[row, 0] - highest[row - offsets[t]]);
        }

        var sums = Sums(result.AsMatrix(result.Length, 1), offsets);
        for (var t = 0; t < offsets.Length - 1; t++)
        {
            for (var row = offsets[t]; row < offsets[t + 1]; row++)
                result[row] /= sums[row - offsets[t], 0];
        }

        return result.AsMatrix(result.Length, 1);
    }

    /// <summary>The rows of one lane of T steps (T × k).</summary>
    public static Matrix OfLane(Matrix rows, ReadOnlySpan<int> offsets, int lane, int length)
    {
        Debug.Assert(rows.Rows == offsets[^1] && length < offsets.Length && lane >= 0 && lane < offsets[1]);
        var result = Frozen.Buffer(length, rows.Columns);
        for (var t = 0; t < length; t++)
            rows.Row(offsets[t] + lane).CopyTo(result.AsSpan(t * rows.Columns));
        return result.AsMatrix(length, rows.Columns);
    }

    // exp(x) for x up to 0, from the program's one exponential: the same bits on every machine.
    private static double Exp(double x) =>
        (Vector512<double>.One + Exponential.DoubledMinusOne(Vector512.Create(x / 2)))[0];
}
