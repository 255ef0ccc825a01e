using System.Collections.Immutable;

namespace LrpFunctional.Numerics;

/// <summary>
/// An immutable matrix of doubles, stored row after row; two matrices are equal when their shapes and values are.
/// </summary>
public sealed record Matrix
{
    private readonly ImmutableArray<double> _values;
    private readonly int _start;

    private Matrix(int rows, int columns, ImmutableArray<double> values, int start)
    {
        Rows = rows;
        Columns = columns;
        _values = values;
        _start = start;
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The element in the given row and column, both counted from 0.</summary>
    public double this[int row, int column] => Row(row)[column];

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<double> Span => _values.AsSpan().Slice(_start, Rows * Columns);

    /// <summary>A matrix over the given values, row after row.</summary>
    /// <exception cref="ArgumentException">There are not exactly rows × columns values.</exception>
    public static Matrix Of(int rows, int columns, ImmutableArray<double> values) =>
        rows >= 0 && columns >= 0 && (long)rows * columns == values.Length
            ? new Matrix(rows, columns, values, 0)
            : throw new ArgumentException(
                $"a {rows}×{columns} matrix does not hold {values.Length} values",
                nameof(values)
            );

    /// <summary>A matrix of zeros.</summary>
    public static Matrix Zero(int rows, int columns) => Constant(rows, columns, 0);

    /// <summary>A matrix with the same number everywhere.</summary>
    public static Matrix Constant(int rows, int columns, double value) => Frozen.Filled(rows, columns, value);

    /// <summary>One row, counted from 0.</summary>
    public ReadOnlySpan<double> Row(int row) => Span.Slice(row * Columns, Columns);

    /// <summary>The given run of rows, sharing the memory of this matrix.</summary>
    public Matrix Slice(int firstRow, int rows) =>
        firstRow >= 0 && rows >= 0 && firstRow + rows <= Rows
            ? new Matrix(rows, Columns, _values, _start + (firstRow * Columns))
            : throw new ArgumentOutOfRangeException(
                nameof(rows),
                $"rows {firstRow} to {firstRow + rows} of a matrix with {Rows}"
            );

    /// <summary>The same values, row after row, in rows of another length.</summary>
    internal Matrix InRows(int rows, int columns) =>
        (long)rows * columns == (long)Rows * Columns
            ? new Matrix(rows, columns, _values, _start)
            : throw new ArgumentException($"a {this} matrix has no {rows} rows of {columns} values", nameof(rows));

    /// <summary>x + y, for two matrices of one shape.</summary>
    /// <exception cref="ArgumentException">Their shapes differ.</exception>
    public static Matrix operator +(Matrix x, Matrix y) => Elementwise.Map(default(Elementwise.Addition), x, y);

    /// <summary>x − y, for two matrices of one shape.</summary>
    /// <exception cref="ArgumentException">Their shapes differ.</exception>
    public static Matrix operator -(Matrix x, Matrix y) => Elementwise.AddScaled(x, -1, y);

    /// <summary>factor · x.</summary>
    public static Matrix operator *(double factor, Matrix x) => Constant(x.Rows, x.Columns, factor).Times(x);

    /// <summary>x ⊙ y, element by element.</summary>
    /// <exception cref="ArgumentException">Their shapes differ.</exception>
    public Matrix Times(Matrix other) => Elementwise.Map(default(Elementwise.Multiplication), this, other);

    /// <summary>x / y, element by element; 0 where y is 0.</summary>
    /// <exception cref="ArgumentException">Their shapes differ.</exception>
    public Matrix Over(Matrix divisor) => Elementwise.Map(default(Elementwise.Division), this, divisor);

    /// <summary>f(x) for each element x.</summary>
    public Matrix Map(Func<double, double> function)
    {
        var result = Frozen.Buffer(Rows, Columns);
        var source = Span;
        for (var i = 0; i < source.Length; i++)
            result[i] = function(source[i]);
        return result.AsMatrix(Rows, Columns);
    }

    /// <summary>Σ_j x_ij of each row (n × 1).</summary>
    public Matrix RowSums()
    {
        var result = Frozen.Buffer(Rows, 1);
        for (var i = 0; i < Rows; i++)
            result[i] = Reduction.Sum(Row(i));
        return result.AsMatrix(Rows, 1);
    }

    /// <summary>A column beside itself (n × the given number).</summary>
    /// <exception cref="InvalidOperationException">The matrix is no single column.</exception>
    public Matrix Repeat(int columns)
    {
        if (Columns != 1)
            throw new InvalidOperationException($"a {this} matrix is no column that could be repeated");
        var result = Frozen.Buffer(Rows, columns);
        for (var i = 0; i < Rows; i++)
            result.AsSpan(i * columns, columns).Fill(this[i, 0]);
        return result.AsMatrix(Rows, columns);
    }

    /// <summary>True when shape and every value agree (NaN equals NaN).</summary>
    public bool Equals(Matrix? other) =>
        other is not null && Rows == other.Rows && Columns == other.Columns && Span.SequenceEqual(other.Span);

    /// <summary>A hash over the shape and the values.</summary>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Rows);
        hash.Add(Columns);
        foreach (var value in Span)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>The shape, rows × columns.</summary>
    public override string ToString() => $"{Rows}×{Columns}";
}
