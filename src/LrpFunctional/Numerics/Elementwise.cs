using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics;

/// <summary>What is done to one pair of elements.</summary>
internal interface IElementOperation
{
    Vector512<double> Apply(Vector512<double> x, Vector512<double> y);
}

/// <summary>What is done element by element, beside the operators of <see cref="Matrix"/>.</summary>
internal static class Elementwise
{
    /// <summary>x + factor · y.</summary>
    public static Matrix AddScaled(Matrix x, double factor, Matrix y) => Map(new ScaledAddition(factor), x, y);

    /// <summary>1 − x.</summary>
    public static Matrix OneLess(Matrix x) => AddScaled(Matrix.Constant(x.Rows, x.Columns, 1), -1, x);

    /// <summary>1 − x², the slope of tanh where it is x.</summary>
    public static Matrix TanhSlope(Matrix x) => OneLess(x.Times(x));

    /// <summary>tanh x.</summary>
    public static Matrix Tanh(Matrix x) => Map(default(HyperbolicTangent), x, x);

    /// <summary>max(x, 0).</summary>
    public static Matrix Relu(Matrix x) => Map(default(Rectification), x, x);

    /// <summary>min(x, 0).</summary>
    public static Matrix Fall(Matrix x) => x - Relu(x);

    /// <summary>|x|.</summary>
    public static Matrix Magnitude(Matrix x) => Map(default(AbsoluteValue), x, x);

    /// <summary>A gate's function: σ(x), or a line cut off at 0 and 1.</summary>
    public static Matrix Gate(Line? line, Matrix x) =>
        line is null
            ? Map(default(Opening<LogisticGate<double>>), x, x)
            : Map(new Opening<HardGate<double>>(new(line.Slope, line.Offset)), x, x);

    /// <summary>1 where |x| is below the limit, else 0.</summary>
    public static Matrix Below(double limit, Matrix x) => Map(new Smallness(limit), x, x);

    /// <summary>1 where x is above 0, else 0.</summary>
    public static Matrix Positive(Matrix x) => Map(default(Step), x, x);

    /// <summary>The slope of a gate, from the gate: x (1 − x), or that of a line where it is not cut off.</summary>
    public static Matrix GateSlope(Line? line, Matrix x) =>
        line is null
            ? Map(default(Slope<LogisticGate<double>>), x, x)
            : Map(new Slope<HardGate<double>>(new(line.Slope, line.Offset)), x, x);

    /// <summary>The operation applied to every pair of elements of the two matrices.</summary>
    public static Matrix Map<TOperation>(TOperation operation, Matrix x, Matrix y)
        where TOperation : struct, IElementOperation
    {
        Shape.RequireSame(x, y);
        var result = Frozen.Buffer(x.Rows, x.Columns);
        if (result.Length >= Vectors.Width)
            Map<Vectors.Whole, TOperation>(operation, x.Span, y.Span, result);
        else
            Map<Vectors.Short, TOperation>(operation, x.Span, y.Span, result);
        return result.AsMatrix(x.Rows, x.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TAccess, TOperation>(
        TOperation operation,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        Span<double> result
    )
        where TAccess : struct, IAccess
        where TOperation : struct, IElementOperation
    {
        Debug.Assert(x.Length == result.Length && y.Length == result.Length);
        for (var i = 0; i < result.Length; i += Vectors.Width)
        {
            var at = Vectors.Start(i, result.Length);
            TAccess.Write(operation.Apply(TAccess.Read(x, at), TAccess.Read(y, at)), result, at);
        }
    }

    /// <summary>x + y.</summary>
    public readonly struct Addition : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => x + y;
    }

    /// <summary>x · y.</summary>
    public readonly struct Multiplication : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => x * y;
    }

    private readonly struct ScaledAddition(double factor) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Vector512.FusedMultiplyAdd(Vector512.Create(factor), y, x);
    }

    /// <summary>x / y, or 0 where y is 0.</summary>
    public readonly struct Division : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Vectors.Quotient(x, y);
    }

    private readonly struct HyperbolicTangent : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y)
        {
            var rise = Vectors.WithSign(Exponential.DoubledMinusOne(x), x);
            return rise / (Vector512.Create(2.0) + Vectors.Negative(rise));
        }
    }

    private readonly struct Rectification : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<double>.Zero), x, Vector512<double>.Zero);
    }

    private readonly struct AbsoluteValue : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Vector512.Abs(x);
    }

    private readonly struct Step : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Vector512.ConditionalSelect(
                Vector512.GreaterThan(x, Vector512<double>.Zero),
                Vector512<double>.One,
                Vector512<double>.Zero
            );
    }

    private readonly struct Smallness(double limit) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Vector512.ConditionalSelect(
                Vector512.LessThan(Vector512.Abs(x), Vector512.Create(limit)),
                Vector512<double>.One,
                Vector512<double>.Zero
            );
    }

    private readonly struct Opening<TGate>(TGate gate) : IElementOperation
        where TGate : struct, IGate<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Vector512<double>.One / gate.Inverse(-x);
    }

    private readonly struct Slope<TGate>(TGate gate) : IElementOperation
        where TGate : struct, IGate<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => -gate.NegativeSlope(x);
    }
}
