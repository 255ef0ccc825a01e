using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>
/// The matrix product. Vectors run across the columns of the result, never along a sum: every element adds its products in order, each
/// with one fused multiply-add, so that it has the same bits whatever stands in the rows beside it and however wide the vectors are.
/// </summary>
internal static class Product
{
    private const int TileRows = 4;
    private const int TileVectors = 3;

    /// <summary>a b, for a (n × k) and b (k × m): the n × m sums Σ_k a_ik b_kj.</summary>
    public static Matrix Of(Matrix a, Matrix b)
    {
        Shape.Require(a.Columns == b.Rows, a, b);
        var result = Frozen.Buffer(a.Rows, b.Columns);
        if (result.Length > 0)
        {
            if (b.Columns < Vectors.Width) Narrow(a, b, result);
            else Wide(a, b, result);
        }

        return result.AsMatrix(a.Rows, b.Columns);
    }

    private static void Narrow(Matrix a, Matrix b, Span<double> result)
    {
        for (var i = 0; i < a.Rows; i++)
        {
            var row = a.Row(i);
            for (var j = 0; j < b.Columns; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < row.Length; k++) sum = Math.FusedMultiplyAdd(row[k], b[k, j], sum);
                result[(i * b.Columns) + j] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wide(Matrix a, Matrix b, Span<double> result)
    {
        const int tile = TileVectors * Vectors.Width;
        ref var left = ref MemoryMarshal.GetReference(a.Span);
        ref var right = ref MemoryMarshal.GetReference(b.Span);
        ref var target = ref MemoryMarshal.GetReference(result);
        var column = 0;
        for (; column + tile <= b.Columns; column += tile)
        {
            var row = 0;
            for (; row + TileRows <= a.Rows; row += TileRows)
                FourByThree(
                    ref Unsafe.Add(ref left, row * a.Columns), ref Unsafe.Add(ref right, column), ref Unsafe.Add(ref target, (row * b.Columns) + column), a.Columns, b.Columns);
            for (; row < a.Rows; row++)
                OneByThree(
                    ref Unsafe.Add(ref left, row * a.Columns), ref Unsafe.Add(ref right, column), ref Unsafe.Add(ref target, (row * b.Columns) + column), a.Columns, b.Columns);
        }

        for (; column < b.Columns; column += Vectors.Width)
        {
            // The last vector may overlap the one before it: it writes the same bits again.
            var start = Math.Min(column, b.Columns - Vectors.Width);
            var row = 0;
            for (; row + TileRows <= a.Rows; row += TileRows)
                FourByOne(
                    ref Unsafe.Add(ref left, row * a.Columns), ref Unsafe.Add(ref right, start), ref Unsafe.Add(ref target, (row * b.Columns) + start), a.Columns, b.Columns);
            for (; row < a.Rows; row++)
                OneByOne(
                    ref Unsafe.Add(ref left, row * a.Columns), ref Unsafe.Add(ref right, start), ref Unsafe.Add(ref target, (row * b.Columns) + start), a.Columns, b.Columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByThree(ref double left, ref double right, ref double target, int depth, int columns)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default;
        for (var k = 0; k < depth; k++)
        {
            var r0 = Vector512.LoadUnsafe(ref right);
            var r1 = Vector512.LoadUnsafe(ref right, Vectors.Width);
            var r2 = Vector512.LoadUnsafe(ref right, 2 * Vectors.Width);
            var l = Vector512.Create(Unsafe.Add(ref left, k));
            s00 = Vector512.FusedMultiplyAdd(l, r0, s00);
            s01 = Vector512.FusedMultiplyAdd(l, r1, s01);
            s02 = Vector512.FusedMultiplyAdd(l, r2, s02);
            l = Vector512.Create(Unsafe.Add(ref left, depth + k));
            s10 = Vector512.FusedMultiplyAdd(l, r0, s10);
            s11 = Vector512.FusedMultiplyAdd(l, r1, s11);
            s12 = Vector512.FusedMultiplyAdd(l, r2, s12);
            l = Vector512.Create(Unsafe.Add(ref left, (2 * depth) + k));
            s20 = Vector512.FusedMultiplyAdd(l, r0, s20);
            s21 = Vector512.FusedMultiplyAdd(l, r1, s21);
            s22 = Vector512.FusedMultiplyAdd(l, r2, s22);
            l = Vector512.Create(Unsafe.Add(ref left, (3 * depth) + k));
            s30 = Vector512.FusedMultiplyAdd(l, r0, s30);
            s31 = Vector512.FusedMultiplyAdd(l, r1, s31);
            s32 = Vector512.FusedMultiplyAdd(l, r2, s32);
            right = ref Unsafe.Add(ref right, columns);
        }

        StoreThree(s00, s01, s02, ref target);
        StoreThree(s10, s11, s12, ref Unsafe.Add(ref target, columns));
        StoreThree(s20, s21, s22, ref Unsafe.Add(ref target, 2 * columns));
        StoreThree(s30, s31, s32, ref Unsafe.Add(ref target, 3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByThree(ref double left, ref double right, ref double target, int depth, int columns)
    {
        Vector512<double> s0 = default, s1 = default, s2 = default;
        for (var k = 0; k < depth; k++)
        {
            var l = Vector512.Create(Unsafe.Add(ref left, k));
            s0 = Vector512.FusedMultiplyAdd(l, Vector512.LoadUnsafe(ref right), s0);
            s1 = Vector512.FusedMultiplyAdd(l, Vector512.LoadUnsafe(ref right, Vectors.Width), s1);
            s2 = Vector512.FusedMultiplyAdd(l, Vector512.LoadUnsafe(ref right, 2 * Vectors.Width), s2);
            right = ref Unsafe.Add(ref right, columns);
        }

        StoreThree(s0, s1, s2, ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourByOne(ref double left, ref double right, ref double target, int depth, int columns)
    {
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (var k = 0; k < depth; k++)
        {
            var r = Vector512.LoadUnsafe(ref right);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, k)), r, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, depth + k)), r, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (2 * depth) + k)), r, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, (3 * depth) + k)), r, s3);
            right = ref Unsafe.Add(ref right, columns);
        }

        s0.StoreUnsafe(ref target);
        s1.StoreUnsafe(ref target, (nuint)columns);
        s2.StoreUnsafe(ref target, (nuint)(2 * columns));
        s3.StoreUnsafe(ref target, (nuint)(3 * columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(ref double left, ref double right, ref double target, int depth, int columns)
    {
        var sum = Vector512<double>.Zero;
        for (var k = 0; k < depth; k++)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref left, k)), Vector512.LoadUnsafe(ref right), sum);
            right = ref Unsafe.Add(ref right, columns);
        }

        sum.StoreUnsafe(ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreThree(Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, ref double target)
    {
        s0.StoreUnsafe(ref target);
        s1.StoreUnsafe(ref target, Vectors.Width);
        s2.StoreUnsafe(ref target, 2 * Vectors.Width);
    }
}
