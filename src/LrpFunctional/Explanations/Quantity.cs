namespace LrpFunctional.Explanations;

/// <summary>What of a class is explained: f in the formulas of the methods.</summary>
public enum Quantity
{
    /// <summary>Its score, f = s_c.</summary>
    Score,

    /// <summary>Its probability by softmax over the scores, f = exp s_c / Σ_j exp s_j.</summary>
    Probability,
}
