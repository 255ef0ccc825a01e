using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>What is done to one pair of elements.</summary>
internal interface IElementOperation
{
    Vector512<double> Apply(Vector512<double> x, Vector512<double> y);
}

/// <summary>Element by element over two matrices of one shape.</summary>
internal static class Elementwise
{
    /// <summary>x + y.</summary>
    public static Matrix Add(Matrix x, Matrix y) => Map(default(Addition), x, y);

    /// <summary>x ⊙ y.</summary>
    public static Matrix Multiply(Matrix x, Matrix y) => Map(default(Multiplication), x, y);

    /// <summary>factor · x.</summary>
    public static Matrix Scale(double factor, Matrix x) => Multiply(Matrix.Constant(x.Rows, x.Columns, factor), x);

    /// <summary>x + factor · y.</summary>
    public static Matrix AddScaled(Matrix x, double factor, Matrix y) => Map(new ScaledAddition(factor), x, y);

    /// <summary>The operation applied to every pair of elements of the two matrices.</summary>
    public static Matrix Map<TOperation>(TOperation operation, Matrix x, Matrix y)
        where TOperation : struct, IElementOperation
    {
        Shape.RequireSame(x, y);
        var result = Frozen.Buffer(x.Rows, x.Columns);
        if (result.Length >= Vectors.Width) Map<Vectors.Whole, TOperation>(operation, x.Span, y.Span, result);
        else Map<Vectors.Short, TOperation>(operation, x.Span, y.Span, result);
        return result.AsMatrix(x.Rows, x.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TAccess, TOperation>(TOperation operation, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
        where TAccess : struct, IAccess
        where TOperation : struct, IElementOperation
    {
        for (var i = 0; i < result.Length; i += Vectors.Width)
        {
            var at = Vectors.Start(i, result.Length);
            TAccess.Write(operation.Apply(TAccess.Read(x, at), TAccess.Read(y, at)), result, at);
        }
    }

    private readonly struct Addition : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => x + y;
    }

    private readonly struct Multiplication : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => x * y;
    }

    private readonly struct ScaledAddition(double factor) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Vector512.FusedMultiplyAdd(Vector512.Create(factor), y, x);
    }
}
