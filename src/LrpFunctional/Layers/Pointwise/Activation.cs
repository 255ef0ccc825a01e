using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>What a dense layer does to its sums; relevance passes it unchanged.</summary>
public enum Activation
{
    /// <summary>y = z.</summary>
    None,

    /// <summary>y = tanh z.</summary>
    Tanh,

    /// <summary>y = max(z, 0).</summary>
    Relu,
}

/// <summary>What each activation is.</summary>
internal static class Activations
{
    /// <summary>a(z).</summary>
    public static Matrix Of(this Activation activation, Matrix sums) =>
        activation switch
        {
            Activation.Tanh => Elementwise.Tanh(sums),
            Activation.Relu => Elementwise.Relu(sums),
            _ => sums,
        };

    /// <summary>dy ⊙ a'(z).</summary>
    public static Matrix Back(this Activation activation, Matrix byOutputs, DenseTrace done) =>
        activation switch
        {
            Activation.Tanh => byOutputs.Times(Elementwise.TanhSlope(done.Outputs)),
            Activation.Relu => byOutputs.Times(Elementwise.Positive(done.Sums)),
            _ => byOutputs,
        };

    /// <summary>m ⊙ Δa(z) / Δz.</summary>
    public static Matrix Rescaled(this Activation activation, Matrix byOutputs, Pair sums) =>
        activation switch
        {
            Activation.Tanh => byOutputs.Times(Rescale.Tanh(sums)),
            Activation.Relu => byOutputs.Times(Rescale.Relu(sums)),
            _ => byOutputs,
        };
}
