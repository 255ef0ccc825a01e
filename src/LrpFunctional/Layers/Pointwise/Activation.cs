using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>
/// A function y = a(z) of each number; relevance passes it unchanged. Two are equal when their names and numbers are.
/// </summary>
public sealed record Activation
{
    private readonly ActivationCurve _curve;

    private Activation(string name, ImmutableArray<double> numbers, ActivationCurve curve)
    {
        Name = name;
        Numbers = numbers;
        _curve = curve;
    }

    /// <summary>y = z.</summary>
    public static Activation None { get; } = new(nameof(None), [], ActivationCurve.None);

    /// <summary>y = tanh z.</summary>
    public static Activation Tanh { get; } = new(nameof(Tanh), [], ActivationCurve.Tanh);

    /// <summary>y = max(z, 0).</summary>
    public static Activation Relu { get; } = new(nameof(Relu), [], ActivationCurve.Relu);

    /// <summary>y = σ(z) = 1 / (1 + exp(−z)).</summary>
    public static Activation Sigmoid { get; } = new(nameof(Sigmoid), [], ActivationCurve.Sigmoid);

    /// <summary>
    /// y = λ z where z > 0, else λ α (exp z − 1), which keep mean and variance (Klambauer et al. 2017).
    /// </summary>
    public static Activation Selu { get; } =
        new(nameof(Selu), [], ActivationCurve.Elu(1.6732632423543772, 1.0507009873554805));

    /// <summary>y = z Φ(z), Φ(z) = ½ (1 + erf(z / √2)) (Hendrycks and Gimpel 2016).</summary>
    public static Activation Gelu { get; } = new(nameof(Gelu), [], ActivationCurve.Gelu);

    /// <summary>y = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))), which is close to the former.</summary>
    public static Activation GeluTanh { get; } = new(nameof(GeluTanh), [], ActivationCurve.GeluTanh);

    /// <summary>y = z σ(z), called swish too (Ramachandran, Zoph and Le 2017).</summary>
    public static Activation Silu { get; } = new(nameof(Silu), [], ActivationCurve.Silu);

    /// <summary>y = log(1 + exp z).</summary>
    public static Activation Softplus { get; } = new(nameof(Softplus), [], ActivationCurve.Softplus);

    /// <summary>y = z / (1 + |z|).</summary>
    public static Activation Softsign { get; } = new(nameof(Softsign), [], ActivationCurve.Softsign);

    /// <summary>y = exp z.</summary>
    public static Activation Exponential { get; } = new(nameof(Exponential), [], ActivationCurve.Exponential);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its numbers, as slopes and limits.</summary>
    public ImmutableArray<double> Numbers { get; }

    /// <summary>How many units it has numbers for, where each has its own.</summary>
    internal Option<int> Units { get; private init; }

    /// <summary>y = max(0, min(1, slope · z + offset)).</summary>
    public static Activation HardSigmoid(double slope, double offset) =>
        new(nameof(HardSigmoid), [slope, offset], ActivationCurve.HardSigmoid(slope, offset));

    /// <summary>y = z where z > 0, else slope · z.</summary>
    public static Activation LeakyRelu(double slope) =>
        new(nameof(LeakyRelu), [slope], ActivationCurve.Leaky(z => Matrix.Constant(z.Rows, z.Columns, slope)));

    /// <summary>y = z where z > 0, else s z, with a slope s for each unit (He et al. 2015).</summary>
    public static Activation PRelu(ImmutableArray<double> slopes) =>
        new(nameof(PRelu), slopes, ActivationCurve.Leaky(ActivationCurve.Spread(slopes))) { Units = slopes.Length };

    /// <summary>y = z where z > 0, else α (exp z − 1) (Clevert, Unterthiner and Hochreiter 2016).</summary>
    public static Activation Elu(double alpha) => new(nameof(Elu), [alpha], ActivationCurve.Elu(alpha, 1));

    /// <summary>The same of z cut off at ±limit.</summary>
    internal Activation Clipped(double limit) =>
        new($"{Name} clipped", Numbers.Add(limit), _curve.Clipped(limit)) { Units = Units };

    /// <summary>a(z).</summary>
    internal Matrix Of(Matrix sums) => _curve.Of(sums);

    /// <summary>dy ⊙ a'(z), given z and y.</summary>
    internal Matrix Back(Matrix byOutputs, Matrix sums, Matrix outputs) =>
        this == None ? byOutputs : byOutputs.Times(_curve.Slope(sums, outputs));

    /// <summary>m ⊙ Δa(z) / Δz.</summary>
    internal Matrix Rescaled(Matrix byOutputs, Pair sums) =>
        this == None ? byOutputs : byOutputs.Times(Rescale.Of(_curve, sums));

    /// <summary>A fault where its numbers are not finite, or not for so many units.</summary>
    internal Validation<Fault, Unit> Fits(string place, int units) =>
        (
            Validations.Require(
                Numbers.All(double.IsFinite),
                new Fault(place, $"its activation is {this}, where finite numbers are expected", "train it again")
            ),
            Validations.Require(
                Units.ForAll(own => own == units),
                new Fault(
                    place,
                    $"its activation has slopes for {Numbers.Length} units, where {units} are expected",
                    "give one slope for each unit"
                )
            )
        ).Apply((_, _) => Unit.Default);

    /// <summary>Two are equal when their names and numbers are.</summary>
    public bool Equals(Activation? other) => other is not null && Name == other.Name && Numbers.Same(other.Numbers);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Name, Numbers.Hash());

    /// <summary>Its name, with its numbers where it has any.</summary>
    public override string ToString() =>
        Numbers.IsEmpty
            ? Name
            : $"{Name}({string.Join(", ", Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))})";
}
