using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>Rows picked, stacked and turned.</summary>
internal static class MatrixRows
{
    /// <summary>The rows with the given numbers, in that order; a negative number stands for a row of zeros.</summary>
    public static Matrix Gather(Matrix source, ReadOnlySpan<int> rows)
    {
        var result = Frozen.Buffer(rows.Length, source.Columns);
        for (var i = 0; i < rows.Length; i++)
        {
            var target = result.AsSpan(i * source.Columns, source.Columns);
            if (rows[i] < 0)
                target.Clear();
            else
                source.Row(rows[i]).CopyTo(target);
        }

        return result.AsMatrix(rows.Length, source.Columns);
    }

    /// <summary>The matrices one below the other; all have the given number of columns.</summary>
    public static Matrix Stack(int columns, IReadOnlyCollection<Matrix> parts)
    {
        var rows = parts.Sum(part => part.Rows);
        var result = Frozen.Buffer(rows, columns);
        var at = 0;
        foreach (var part in parts)
        {
            Debug.Assert(part.Columns == columns);
            part.Span.CopyTo(result.AsSpan(at));
            at += part.Span.Length;
        }

        return result.AsMatrix(rows, columns);
    }

    /// <summary>The columns from the given one on, as a matrix of their own.</summary>
    public static Matrix TakeColumns(Matrix source, int firstColumn, int columns)
    {
        var result = Frozen.Buffer(source.Rows, columns);
        for (var i = 0; i < source.Rows; i++)
            source.Row(i).Slice(firstColumn, columns).CopyTo(result.AsSpan(i * columns));
        return result.AsMatrix(source.Rows, columns);
    }

    /// <summary>The columns with the given numbers, in that order.</summary>
    public static Matrix GatherColumns(Matrix source, ReadOnlySpan<int> columns)
    {
        var result = Frozen.Buffer(source.Rows, columns.Length);
        for (var i = 0; i < source.Rows; i++)
        {
            var row = source.Row(i);
            var target = result.AsSpan(i * columns.Length, columns.Length);
            for (var j = 0; j < columns.Length; j++)
                target[j] = row[columns[j]];
        }

        return result.AsMatrix(source.Rows, columns.Length);
    }

    /// <summary>The matrices side by side; all have the same number of rows.</summary>
    public static Matrix SideBySide(IReadOnlyCollection<Matrix> parts)
    {
        var (rows, columns) = (parts.First().Rows, parts.Sum(part => part.Columns));
        var result = Frozen.Buffer(rows, columns);
        var first = 0;
        foreach (var part in parts)
        {
            Debug.Assert(part.Rows == rows);
            for (var i = 0; i < rows; i++)
                part.Row(i).CopyTo(result.AsSpan((i * columns) + first));
            first += part.Columns;
        }

        return result.AsMatrix(rows, columns);
    }

    /// <summary>The rows, and zeros below them.</summary>
    public static Matrix OnTop(Matrix top, int rows)
    {
        Debug.Assert(rows >= top.Rows);
        var result = new double[rows * top.Columns];
        top.Span.CopyTo(result);
        return result.AsMatrix(rows, top.Columns);
    }

    /// <summary>Rows at the given places of so many rows; the others are zeros.</summary>
    public static Matrix Scatter(Matrix source, ReadOnlySpan<int> places, int rows)
    {
        Debug.Assert(places.Length == source.Rows);
        var result = new double[rows * source.Columns];
        for (var row = 0; row < source.Rows; row++)
        {
            Debug.Assert(places[row] >= 0 && places[row] < rows);
            source.Row(row).CopyTo(result.AsSpan(places[row] * source.Columns));
        }

        return result.AsMatrix(rows, source.Columns);
    }

    /// <summary>xᵀ.</summary>
    public static Matrix Transposed(Matrix x)
    {
        var result = Frozen.Buffer(x.Columns, x.Rows);
        for (var row = 0; row < x.Rows; row++)
        {
            for (var column = 0; column < x.Columns; column++)
                result[(column * x.Rows) + row] = x[row, column];
        }

        return result.AsMatrix(x.Columns, x.Rows);
    }

    /// <summary>The sum of all rows (1 × k), in their order.</summary>
    public static Matrix Total(Matrix x)
    {
        var sums = new double[x.Columns];
        for (var row = 0; row < x.Rows; row++)
        {
            for (var column = 0; column < x.Columns; column++)
                sums[column] += x[row, column];
        }

        return sums.AsMatrix(1, x.Columns);
    }

    /// <summary>A column beside itself, as often as is wanted.</summary>
    public static Matrix Repeat(Matrix column, int columns)
    {
        Debug.Assert(column.Columns == 1);
        var result = Frozen.Buffer(column.Rows, columns);
        for (var i = 0; i < column.Rows; i++)
            result.AsSpan(i * columns, columns).Fill(column[i, 0]);
        return result.AsMatrix(column.Rows, columns);
    }

    /// <summary>Adds the same vector to every row.</summary>
    public static Matrix AddToEach(Matrix source, ReadOnlySpan<double> vector)
    {
        Debug.Assert(vector.Length == source.Columns);
        var result = Frozen.Buffer(source.Rows, source.Columns);
        for (var i = 0; i < source.Rows; i++)
        {
            var row = source.Row(i);
            var target = result.AsSpan(i * row.Length, row.Length);
            for (var j = 0; j < row.Length; j++)
                target[j] = row[j] + vector[j];
        }

        return result.AsMatrix(source.Rows, source.Columns);
    }

    /// <summary>x ⊙ y + s_i in every row i, for a column s.</summary>
    public static Matrix MultiplyAdd(Matrix x, Matrix y, Matrix column)
    {
        Shape.RequireSame(x, y);
        Debug.Assert(column.Rows == x.Rows && column.Columns == 1);
        var result = Frozen.Buffer(x.Rows, x.Columns);
        if (x.Columns >= Vectors.Width)
            MultiplyAdd<Vectors.Whole>(x, y, column, result);
        else
            MultiplyAdd<Vectors.Short>(x, y, column, result);
        return result.AsMatrix(x.Rows, x.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyAdd<TAccess>(Matrix x, Matrix y, Matrix column, Span<double> result)
        where TAccess : struct, IAccess
    {
        for (var i = 0; i < x.Rows; i++)
        {
            var a = x.Row(i);
            var b = y.Row(i);
            var addend = Vector512.Create(column[i, 0]);
            var target = result.Slice(i * x.Columns, x.Columns);
            for (var j = 0; j < target.Length; j += Vectors.Width)
            {
                var at = Vectors.Start(j, target.Length);
                TAccess.Write(Vector512.FusedMultiplyAdd(TAccess.Read(a, at), TAccess.Read(b, at), addend), target, at);
            }
        }
    }

    /// <summary>The column of max_j x_ij; NaN where one is NaN.</summary>
    public static Matrix Maxima(Matrix x)
    {
        Debug.Assert(x.Columns > 0);
        var result = Frozen.Buffer(x.Rows, 1);
        for (var i = 0; i < x.Rows; i++)
        {
            result[i] = x[i, 0];
            foreach (var number in x.Row(i))
                result[i] = Math.Max(result[i], number);
        }

        return result.AsMatrix(x.Rows, 1);
    }

    /// <summary>The numbers of a lane of length T in a packed column (rows × 1).</summary>
    public static ImmutableArray<double> OfLane(Matrix column, ReadOnlySpan<int> offsets, int lane, int length)
    {
        Debug.Assert(column.Columns == 1 && length < offsets.Length);
        var numbers = new double[length];
        for (var step = 0; step < length; step++)
            numbers[step] = column.Span[offsets[step] + lane];
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}
