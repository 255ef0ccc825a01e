using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Rules;

/// <summary>Lower units that feed a weighted sum, W x.</summary>
/// <param name="Inputs">x (n × k).</param>
/// <param name="Weights">W (m × k), or none for units that enter as they are (W = I, m = k).</param>
public sealed record Connection(Matrix Inputs, Option<Matrix> Weights)
{
    /// <summary>Units that enter the sum as they are.</summary>
    public static Connection Identity(Matrix inputs) => new(inputs, Option<Matrix>.None);

    /// <summary>W x with a function of the weights in W's place and a function of the inputs in x's (n × m).</summary>
    public Matrix Forward(Func<Matrix, Matrix> weights, Func<Matrix, Matrix> inputs) =>
        Weights.Match(w => Product.WithTransposed(inputs(Inputs), weights(w)), () => Elementwise.Multiply(inputs(Inputs), One(weights)));

    /// <summary>W as the product reads it, where somebody has it so already.</summary>
    internal Panels<double>? Packed { get; init; }

    /// <summary>Wᵀ m (n × k).</summary>
    public Matrix Back(Matrix ratio) => Weights.Match(w => Packed is { } packed ? Product.Of(ratio, packed, w.Columns) : Product.Of(ratio, w), () => ratio);

    /// <summary>Wᵀ m with a function of the weights in W's place (n × k).</summary>
    public Matrix Back(Func<Matrix, Matrix> weights, Matrix ratio) =>
        Weights.Match(w => Product.Of(ratio, weights(w)), () => Elementwise.Multiply(ratio, One(weights)));

    // What the function makes of a weight of 1, in the shape of the inputs.
    private Matrix One(Func<Matrix, Matrix> weights) => Matrix.Constant(Inputs.Rows, Inputs.Columns, weights(Matrix.Constant(1, 1, 1))[0, 0]);
}
