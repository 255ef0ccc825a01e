namespace LrpFunctional.Layers.Readings;

/// <summary>What of the top layer's states h (all directions side by side) the dense layers read.</summary>
public enum Reading
{
    /// <summary>The state that each direction ends with.</summary>
    LastState,

    /// <summary>The states at the last word, where a right-to-left cell has taken one step only.</summary>
    LastPosition,

    /// <summary>The states at the first word, where a left-to-right cell has taken one step only.</summary>
    FirstPosition,

    /// <summary>Σ_t h_t / T.</summary>
    Mean,

    /// <summary>max_t h_t, unit by unit.</summary>
    Max,

    /// <summary>Σ_t α_t h_t, α the softmax over time of a score that dense layers give each h_t.</summary>
    Attention,
}
