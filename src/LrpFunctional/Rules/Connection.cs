using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>How lower units x feed a weighted sum: W x.</summary>
public sealed record Connection
{
    private readonly Option<(Lazy<PackedWeights<double>> Forward, Lazy<PackedWeights<double>> Back)> _panels;

    /// <summary>Units that enter by weights W (m × k).</summary>
    public Connection(Matrix weights)
        : this(weights, new(() => PackedWeights<double>.Of(weights))) { }

    /// <summary>The same, where somebody has W as the product reads it on the way back.</summary>
    internal Connection(Matrix weights, Lazy<PackedWeights<double>> back)
        : this(weights, weights.Rows, weights.Columns, (new(() => PackedWeights<double>.OfTransposed(weights)), back))
    { }

    private Connection(
        Matrix weights,
        int upperUnits,
        int lowerUnits,
        Option<(Lazy<PackedWeights<double>> Forward, Lazy<PackedWeights<double>> Back)> panels
    )
    {
        Weights = weights;
        UpperUnits = upperUnits;
        LowerUnits = lowerUnits;
        _panels = panels;
    }

    /// <summary>
    /// W (m × k), or what stands on the diagonal of W, all else being zero: one number (1 × 1) or one for each unit
    /// (1 × m).
    /// </summary>
    public Matrix Weights { get; }

    /// <summary>m.</summary>
    public int UpperUnits { get; }

    /// <summary>k.</summary>
    public int LowerUnits { get; }

    /// <summary>Units that enter as they are: W = I.</summary>
    public static Connection Identity(int units) =>
        new(
            Matrix.Constant(1, 1, 1),
            units,
            units,
            Option<(Lazy<PackedWeights<double>>, Lazy<PackedWeights<double>>)>.None
        );

    /// <summary>Units that enter each by a weight of its own, the diagonal of W (1 × m).</summary>
    public static Connection Diagonal(Matrix weights) =>
        new(
            weights,
            weights.Columns,
            weights.Columns,
            Option<(Lazy<PackedWeights<double>>, Lazy<PackedWeights<double>>)>.None
        );

    /// <summary>W x (n × m), for inputs x (n × k).</summary>
    public Matrix Forward(Matrix inputs) =>
        _panels.Match(panels => Product.Of(inputs, panels.Forward.Value, UpperUnits), () => Scaled(inputs));

    /// <summary>Wᵀ r (n × k), for numbers r of the upper units (n × m).</summary>
    public Matrix Back(Matrix ofUpper) =>
        _panels.Match(panels => Product.Of(ofUpper, panels.Back.Value, LowerUnits), () => Scaled(ofUpper));

    /// <summary>
    /// The same units by f(W) in W's place; f works element by element, and units that have no weight between them stay
    /// without.
    /// </summary>
    public Connection Map(Func<Matrix, Matrix> function) =>
        _panels.IsSome ? new(function(Weights)) : new(function(Weights), UpperUnits, LowerUnits, _panels);

    private Matrix Scaled(Matrix units) =>
        Weights.Columns == 1
            ? Weights[0, 0] is 1
                ? units
                : Weights[0, 0] * units
            : units.Times(MatrixRows.Gather(Weights, Indices.Repeated(0, units.Rows).AsSpan()));
}
