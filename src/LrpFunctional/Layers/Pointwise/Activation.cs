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
