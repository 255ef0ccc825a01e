using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>
/// The matrix product. Vectors run across the columns of the result, never along a sum: every element adds its products
/// in order, each with one fused multiply-add, so that it has the same bits whatever stands in the rows beside it and
/// however wide the vectors are.
/// </summary>
internal static class Product
{
    private const int TileRows = 6;

    /// <summary>a b, for a (n × k) and b (k × m): the n × m sums Σ_k a_ik b_kj.</summary>
    public static Matrix Of(Matrix a, Matrix b)
    {
        Shape.Require(a.Columns == b.Rows, a, b);
        return Of(a, PackedWeights<double>.Of(b), b.Columns);
    }

    /// <summary>a bᵀ, for a (n × k) and b (m × k): the n × m sums Σ_k a_ik b_jk.</summary>
    public static Matrix WithTransposed(Matrix a, Matrix b)
    {
        Shape.Require(a.Columns == b.Columns, a, b);
        return Of(a, PackedWeights<double>.OfTransposed(b), b.Rows);
    }

    /// <summary>
    /// a b for the rows of a, which lie the given number of elements apart; those of the result are as long as the
    /// panels are wide.
    /// </summary>
    public static void Into<T>(ref T a, nint stride, int rows, PackedWeights<T> b, ref T result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(rows <= 1 || stride >= b.Depth, $"rows {stride} apart, where {b.Depth} elements are read of each");
        for (var column = 0; column < b.Columns; column += PackedWeights<T>.Width)
        {
            ref var panel = ref b[column];
            ref var target = ref Unsafe.Add(ref result, column);
            ref var left = ref a;
            var row = 0;
            for (; row + TileRows <= rows; row += TileRows)
            {
                SixRows(ref left, stride, ref panel, b.Depth, ref target, b.Columns);
                left = ref Unsafe.Add(ref left, TileRows * stride);
                target = ref Unsafe.Add(ref target, TileRows * b.Columns);
            }

            for (; row + 2 <= rows; row += 2)
            {
                TwoRows(ref left, stride, ref panel, b.Depth, ref target, b.Columns);
                left = ref Unsafe.Add(ref left, 2 * stride);
                target = ref Unsafe.Add(ref target, 2 * b.Columns);
            }

            if (row < rows)
                OneRow(ref left, ref panel, b.Depth, ref target);
        }
    }

    /// <summary>a b for packed b of the given number of columns.</summary>
    public static Matrix Of(Matrix a, PackedWeights<double> b, int columns)
    {
        Debug.Assert(a.Columns == b.Depth && columns <= b.Columns);
        var wide = ArrayPool<double>.Shared.Rent(a.Rows * b.Columns);
        if (a.Rows > 0)
            Into(
                ref MemoryMarshal.GetReference(a.Span),
                a.Columns,
                a.Rows,
                b,
                ref MemoryMarshal.GetArrayDataReference(wide)
            );
        var result = Frozen.Buffer(a.Rows, columns);
        for (var row = 0; row < a.Rows; row++)
            wide.AsSpan(row * b.Columns, columns).CopyTo(result.AsSpan(row * columns));
        ArrayPool<double>.Shared.Return(wide);
        return result.AsMatrix(a.Rows, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixRows<T>(ref T a, nint stride, ref T panel, int depth, ref T target, nint targetStride)
        where T : unmanaged
    {
        Vector512<T> s00 = default,
            s01 = default,
            s02 = default,
            s03 = default;
        Vector512<T> s10 = default,
            s11 = default,
            s12 = default,
            s13 = default;
        Vector512<T> s20 = default,
            s21 = default,
            s22 = default,
            s23 = default;
        Vector512<T> s30 = default,
            s31 = default,
            s32 = default,
            s33 = default;
        Vector512<T> s40 = default,
            s41 = default,
            s42 = default,
            s43 = default;
        Vector512<T> s50 = default,
            s51 = default,
            s52 = default,
            s53 = default;
        ref var a1 = ref Unsafe.Add(ref a, stride);
        ref var a2 = ref Unsafe.Add(ref a, 2 * stride);
        ref var a3 = ref Unsafe.Add(ref a, 3 * stride);
        ref var a4 = ref Unsafe.Add(ref a, 4 * stride);
        ref var a5 = ref Unsafe.Add(ref a, 5 * stride);
        for (nint k = 0; k < depth; k++)
        {
            var (b0, b1, b2, b3) = LoadFour(ref panel);
            var l = Vector512.Create(Unsafe.Add(ref a, k));
            s00 = Vectors.MultiplyAdd(l, b0, s00);
            s01 = Vectors.MultiplyAdd(l, b1, s01);
            s02 = Vectors.MultiplyAdd(l, b2, s02);
            s03 = Vectors.MultiplyAdd(l, b3, s03);
            l = Vector512.Create(Unsafe.Add(ref a1, k));
            s10 = Vectors.MultiplyAdd(l, b0, s10);
            s11 = Vectors.MultiplyAdd(l, b1, s11);
            s12 = Vectors.MultiplyAdd(l, b2, s12);
            s13 = Vectors.MultiplyAdd(l, b3, s13);
            l = Vector512.Create(Unsafe.Add(ref a2, k));
            s20 = Vectors.MultiplyAdd(l, b0, s20);
            s21 = Vectors.MultiplyAdd(l, b1, s21);
            s22 = Vectors.MultiplyAdd(l, b2, s22);
            s23 = Vectors.MultiplyAdd(l, b3, s23);
            l = Vector512.Create(Unsafe.Add(ref a3, k));
            s30 = Vectors.MultiplyAdd(l, b0, s30);
            s31 = Vectors.MultiplyAdd(l, b1, s31);
            s32 = Vectors.MultiplyAdd(l, b2, s32);
            s33 = Vectors.MultiplyAdd(l, b3, s33);
            l = Vector512.Create(Unsafe.Add(ref a4, k));
            s40 = Vectors.MultiplyAdd(l, b0, s40);
            s41 = Vectors.MultiplyAdd(l, b1, s41);
            s42 = Vectors.MultiplyAdd(l, b2, s42);
            s43 = Vectors.MultiplyAdd(l, b3, s43);
            l = Vector512.Create(Unsafe.Add(ref a5, k));
            s50 = Vectors.MultiplyAdd(l, b0, s50);
            s51 = Vectors.MultiplyAdd(l, b1, s51);
            s52 = Vectors.MultiplyAdd(l, b2, s52);
            s53 = Vectors.MultiplyAdd(l, b3, s53);
            panel = ref Unsafe.Add(ref panel, 4 * Vector512<T>.Count);
        }

        StoreFour(s00, s01, s02, s03, ref target);
        StoreFour(s10, s11, s12, s13, ref Unsafe.Add(ref target, targetStride));
        StoreFour(s20, s21, s22, s23, ref Unsafe.Add(ref target, 2 * targetStride));
        StoreFour(s30, s31, s32, s33, ref Unsafe.Add(ref target, 3 * targetStride));
        StoreFour(s40, s41, s42, s43, ref Unsafe.Add(ref target, 4 * targetStride));
        StoreFour(s50, s51, s52, s53, ref Unsafe.Add(ref target, 5 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoRows<T>(ref T a, nint stride, ref T panel, int depth, ref T target, nint targetStride)
        where T : unmanaged
    {
        Vector512<T> s00 = default,
            s01 = default,
            s02 = default,
            s03 = default;
        Vector512<T> s10 = default,
            s11 = default,
            s12 = default,
            s13 = default;
        ref var a1 = ref Unsafe.Add(ref a, stride);
        for (nint k = 0; k < depth; k++)
        {
            var (b0, b1, b2, b3) = LoadFour(ref panel);
            var l = Vector512.Create(Unsafe.Add(ref a, k));
            s00 = Vectors.MultiplyAdd(l, b0, s00);
            s01 = Vectors.MultiplyAdd(l, b1, s01);
            s02 = Vectors.MultiplyAdd(l, b2, s02);
            s03 = Vectors.MultiplyAdd(l, b3, s03);
            l = Vector512.Create(Unsafe.Add(ref a1, k));
            s10 = Vectors.MultiplyAdd(l, b0, s10);
            s11 = Vectors.MultiplyAdd(l, b1, s11);
            s12 = Vectors.MultiplyAdd(l, b2, s12);
            s13 = Vectors.MultiplyAdd(l, b3, s13);
            panel = ref Unsafe.Add(ref panel, 4 * Vector512<T>.Count);
        }

        StoreFour(s00, s01, s02, s03, ref target);
        StoreFour(s10, s11, s12, s13, ref Unsafe.Add(ref target, targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRow<T>(ref T a, ref T panel, int depth, ref T target)
        where T : unmanaged
    {
        Vector512<T> s0 = default,
            s1 = default,
            s2 = default,
            s3 = default;
        for (nint k = 0; k < depth; k++)
        {
            var (b0, b1, b2, b3) = LoadFour(ref panel);
            var l = Vector512.Create(Unsafe.Add(ref a, k));
            s0 = Vectors.MultiplyAdd(l, b0, s0);
            s1 = Vectors.MultiplyAdd(l, b1, s1);
            s2 = Vectors.MultiplyAdd(l, b2, s2);
            s3 = Vectors.MultiplyAdd(l, b3, s3);
            panel = ref Unsafe.Add(ref panel, 4 * Vector512<T>.Count);
        }

        StoreFour(s0, s1, s2, s3, ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<T> First, Vector512<T> Second, Vector512<T> Third, Vector512<T> Fourth) LoadFour<T>(
        ref T source
    )
        where T : unmanaged =>
        (
            Vector512.LoadUnsafe(ref source),
            Vector512.LoadUnsafe(ref source, (nuint)Vector512<T>.Count),
            Vector512.LoadUnsafe(ref source, (nuint)(2 * Vector512<T>.Count)),
            Vector512.LoadUnsafe(ref source, (nuint)(3 * Vector512<T>.Count))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour<T>(
        Vector512<T> first,
        Vector512<T> second,
        Vector512<T> third,
        Vector512<T> fourth,
        ref T target
    )
        where T : unmanaged
    {
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, (nuint)Vector512<T>.Count);
        third.StoreUnsafe(ref target, (nuint)(2 * Vector512<T>.Count));
        fourth.StoreUnsafe(ref target, (nuint)(3 * Vector512<T>.Count));
    }
}
