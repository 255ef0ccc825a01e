namespace LrpFunctional.Explanations;

/// <summary>What of a class is explained.</summary>
public enum Quantity
{
    /// <summary>Its score, s_c.</summary>
    Score,

    /// <summary>Its probability among all classes, p_c = exp s_c / Σ_j exp s_j.</summary>
    Probability,

    /// <summary>Its probability by itself, σ(s_c), for outputs that do not exclude each other.</summary>
    OwnProbability,

    /// <summary>log(p_c / (1 − p_c)) = s_c − log Σ_{j≠c} exp s_j.</summary>
    LogOdds,
}
