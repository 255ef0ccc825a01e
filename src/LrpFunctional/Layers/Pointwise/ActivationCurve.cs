using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>What an activation does to each number, and how steep it is there.</summary>
/// <param name="Of">y = a(z).</param>
/// <param name="Slope">a'(z), given z and y.</param>
/// <param name="HasKink">Whether the slope jumps somewhere.</param>
internal sealed record ActivationCurve(
    Func<Matrix, Matrix> Of,
    Func<Matrix, Matrix, Matrix> Slope,
    bool HasKink = false
)
{
    private const double CubicOfGelu = 0.044715;

    public static ActivationCurve None { get; } = new(z => z, (z, _) => Ones(z));

    public static ActivationCurve Tanh { get; } = new(Elementwise.Tanh, (_, y) => Elementwise.TanhSlope(y));

    public static ActivationCurve Relu { get; } =
        new(Elementwise.Relu, (z, _) => Elementwise.Positive(z), HasKink: true);

    public static ActivationCurve Sigmoid { get; } = new(Logistic, (_, y) => Elementwise.GateSlope(null, y));

    /// <summary>y = z Φ(z); y' = Φ(z) + z exp(−z²/2) / √(2π).</summary>
    public static ActivationCurve Gelu { get; } =
        new(
            z => z.Times(Normal(z)),
            (z, _) => Normal(z) + (1 / Math.Sqrt(2 * Math.PI)) * z.Times(Curves.Exp(-0.5 * z.Times(z)))
        );

    /// <summary>
    /// y = ½ z (1 + tanh u), u = √(2/π) (z + 0.044715 z³); y' = ½ (1 + tanh u) + ½ z (1 − tanh² u) u'.
    /// </summary>
    public static ActivationCurve GeluTanh { get; } =
        new(
            z => 0.5 * z.Times(Ones(z) + Elementwise.Tanh(Inner(z))),
            (z, _) =>
            {
                var tanh = Elementwise.Tanh(Inner(z));
                var byInner = 0.5 * z.Times(Elementwise.TanhSlope(tanh));
                return 0.5 * (Ones(z) + tanh) + byInner.Times(InnerSlope(z));
            }
        );

    /// <summary>y = z σ(z); y' = σ(z) + y (1 − σ(z)).</summary>
    public static ActivationCurve Silu { get; } =
        new(z => z.Times(Logistic(z)), (z, y) => Logistic(z) + y.Times(Elementwise.OneLess(Logistic(z))));

    public static ActivationCurve Softplus { get; } = new(Curves.Softplus, (z, _) => Logistic(z));

    /// <summary>y = z / (1 + |z|); y' = 1 / (1 + |z|)².</summary>
    public static ActivationCurve Softsign { get; } =
        new(z => z.Over(OneMore(z)), (z, _) => Ones(z).Over(OneMore(z).Times(OneMore(z))));

    public static ActivationCurve Exponential { get; } = new(Curves.Exp, (_, y) => y);

    public static ActivationCurve HardSigmoid(double slope, double offset)
    {
        var line = new Line(slope, offset);
        return new(z => Elementwise.Gate(line, z), (_, y) => Elementwise.GateSlope(line, y), HasKink: true);
    }

    /// <summary>y = z where z > 0, else s z with the slope s of each column.</summary>
    public static ActivationCurve Leaky(Func<Matrix, Matrix> slopes) =>
        new(
            z => Elementwise.Relu(z) + slopes(z).Times(Elementwise.Fall(z)),
            (z, _) => Elementwise.Positive(z) + slopes(z).Times(Elementwise.OneLess(Elementwise.Positive(z))),
            HasKink: true
        );

    /// <summary>y = λ z where z > 0, else λ α (exp z − 1).</summary>
    public static ActivationCurve Elu(double alpha, double scale) =>
        new(
            z => scale * Elementwise.Relu(z) + (scale * alpha) * Curves.ExpMinusOne(Elementwise.Fall(z)),
            (z, _) =>
                scale * Elementwise.Positive(z)
                + (scale * alpha) * Curves.Exp(Elementwise.Fall(z)).Times(Elementwise.OneLess(Elementwise.Positive(z))),
            HasKink: true
        );

    /// <summary>The same of z cut off at ±limit.</summary>
    public ActivationCurve Clipped(double limit) =>
        new(
            z => Of(Curves.Clip(limit, z)),
            (z, y) => Slope(Curves.Clip(limit, z), y).Times(Elementwise.Below(limit, z)),
            HasKink: true
        );

    /// <summary>The same number everywhere, or one for each column.</summary>
    public static Func<Matrix, Matrix> Spread(ImmutableArray<double> ofColumns) =>
        z => MatrixRows.Gather(Matrix.Of(1, ofColumns.Length, ofColumns), Indices.Repeated(0, z.Rows).AsSpan());

    private static Matrix Ones(Matrix z) => Matrix.Constant(z.Rows, z.Columns, 1);

    private static Matrix OneMore(Matrix z) => Ones(z) + Elementwise.Magnitude(z);

    private static Matrix Logistic(Matrix z) => Elementwise.Gate(null, z);

    private static Matrix Normal(Matrix z) => 0.5 * (Ones(z) + Curves.Erf((1 / Math.Sqrt(2)) * z));

    private static Matrix Inner(Matrix z) => Math.Sqrt(2 / Math.PI) * (z + CubicOfGelu * z.Times(z).Times(z));

    private static Matrix InnerSlope(Matrix z) => Math.Sqrt(2 / Math.PI) * (Ones(z) + (3 * CubicOfGelu) * z.Times(z));
}
