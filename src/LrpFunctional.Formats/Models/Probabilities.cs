namespace LrpFunctional.Formats.Models;

/// <summary>What the model's origin does to the scores; the scores before it are what is explained.</summary>
public enum Probabilities
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>exp(s_c) / Σ exp(s).</summary>
    Softmax,

    /// <summary>1 / (1 + exp(−s)).</summary>
    Sigmoid,
}
