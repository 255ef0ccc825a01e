using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LrpFunctional.Numerics;

namespace LrpFunctional.Memory;

/// <summary>
/// Rows of numbers in borrowed memory, which a kernel fills and gives back: what leaves the kernels is frozen first.
/// </summary>
internal sealed class PooledMatrix<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CacheLine = 64;

    private readonly T[] _values;
    private readonly ArrayPool<T>? _lender;

    /// <summary>Rows of a number of columns, with whatever the memory held before.</summary>
    public PooledMatrix(int rows, int columns)
        : this(rows, columns, ArrayPool<T>.Shared.Rent(checked(rows * columns)), ArrayPool<T>.Shared) { }

    private PooledMatrix(int rows, int columns, T[] values, ArrayPool<T>? lender)
    {
        Debug.Assert(rows >= 0 && columns >= 0 && (long)rows * columns <= values.Length);
        Rows = rows;
        Columns = columns;
        _values = values;
        _lender = lender;
    }

    public int Rows { get; }

    public int Columns { get; }

    public Span<T> Span => _values.AsSpan(0, Rows * Columns);

    /// <summary>The same rows in the same memory, for somebody who is not the one to give it back.</summary>
    public PooledMatrix<T> Lent => new(Rows, Columns, _values, lender: null);

    /// <summary>Rows of zeros.</summary>
    public static PooledMatrix<T> Zero(int rows, int columns)
    {
        var plane = new PooledMatrix<T>(rows, columns);
        plane.Span.Clear();
        return plane;
    }

    /// <summary>A matrix, filled up with zeros to a number of columns.</summary>
    public static PooledMatrix<T> Of(Matrix matrix, int columns)
    {
        var result = new PooledMatrix<T>(matrix.Rows, columns);
        result.Span.Clear();
        for (var row = 0; row < matrix.Rows; row++)
        {
            var source = matrix.Row(row);
            var target = result.Span[(row * columns)..];
            for (var column = 0; column < source.Length; column++)
                target[column] = T.CreateTruncating(source[column]);
        }

        return result;
    }

    /// <summary>Rows in memory of their own, which is never given back.</summary>
    public static PooledMatrix<T> Lasting(int rows, int columns) =>
        new(rows, columns, LargePages.Array<T>(checked(rows * columns)), lender: null);

    /// <summary>The first element of a row.</summary>
    public ref T Row(int row)
    {
        Debug.Assert(row >= 0 && row < Rows, $"row {row} of {Rows}");
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), (nint)row * Columns);
    }

    /// <summary>In debug builds: a run of rows times packed weights fits into as many rows of a target.</summary>
    [Conditional("DEBUG")]
    public void AssertProduct(int firstRow, int rows, PackedWeights<T> weights, PooledMatrix<T> target, int targetRow)
    {
        Debug.Assert(firstRow >= 0 && firstRow + rows <= Rows && weights.Depth <= Columns);
        Debug.Assert(targetRow >= 0 && targetRow + rows <= target.Rows && weights.Columns == target.Columns);
    }

    /// <summary>A copy of the given rows, some of them maybe several times.</summary>
    public PooledMatrix<T> At(ReadOnlySpan<int> chosen)
    {
        var result = new PooledMatrix<T>(chosen.Length, Columns);
        for (var i = 0; i < chosen.Length; i++)
        {
            Debug.Assert((uint)chosen[i] < (uint)Rows);
            Span.Slice(chosen[i] * Columns, Columns).CopyTo(result.Span[(i * Columns)..]);
        }

        return result;
    }

    /// <summary>The same numbers in every row; what lies beyond them stays as it is.</summary>
    public void Fill(ReadOnlySpan<T> row)
    {
        for (var i = 0; i < Rows; i++)
            row[..Math.Min(row.Length, Columns)].CopyTo(Span[(i * Columns)..]);
    }

    /// <summary>
    /// Asks the machine to bring rows near, well before they are read: which come next, it cannot guess.
    /// </summary>
    public void Announce(ReadOnlySpan<int> chosen) => AnnounceLines(chosen, 0, CacheLine);

    /// <summary>The same for one gate's vectors of rows of pre-activations.</summary>
    public void Announce(ReadOnlySpan<int> chosen, int gate, int gates) =>
        AnnounceLines(chosen, gate * Vector512<byte>.Count, gates * Vector512<byte>.Count);

    private unsafe void AnnounceLines(ReadOnlySpan<int> chosen, int first, int distance)
    {
        if (!Sse.IsSupported)
            return;
        foreach (var row in chosen)
        {
            var start = (byte*)Unsafe.AsPointer(ref Row(row));
            for (var at = first; at < Columns * sizeof(T); at += distance)
                Sse.Prefetch1(start + at);
        }
    }

    /// <summary>A matrix of the first columns of each row.</summary>
    public Matrix Freeze(int width) => Freeze(0, width);

    /// <summary>A matrix of a run of columns of each row.</summary>
    public Matrix Freeze(int firstColumn, int width)
    {
        Debug.Assert(firstColumn >= 0 && width >= 0 && firstColumn + width <= Columns);
        var result = Frozen.Buffer(Rows, width);
        for (var row = 0; row < Rows; row++)
        {
            var source = Span.Slice((row * Columns) + firstColumn, width);
            for (var column = 0; column < width; column++)
                result[(row * width) + column] = double.CreateTruncating(source[column]);
        }

        return result.AsMatrix(Rows, width);
    }

    public void Dispose() => _lender?.Return(_values);
}
