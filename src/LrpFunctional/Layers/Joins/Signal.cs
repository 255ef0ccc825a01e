namespace LrpFunctional.Layers.Joins;

/// <summary>Which of the two factors of a product is the signal; the other is the gate that it passes.</summary>
public enum Signal
{
    /// <summary>The first, the second being its gate.</summary>
    First,

    /// <summary>The second, the first being its gate.</summary>
    Second,

    /// <summary>Both alike: neither is a gate.</summary>
    Both,
}
