namespace LrpFunctional.Layers;

/// <summary>What a forward pass writes down of each unit and step, besides h.</summary>
[Flags]
internal enum Recording
{
    /// <summary>Nothing: scores need the last h only.</summary>
    None = 0,

    /// <summary>What relevance needs: f ⊙ c_{t−1}, i ⊙ g and z_g.</summary>
    Products = 1,

    /// <summary>What gradients and a full trace need: i, f, g, o, c and z_g.</summary>
    Gates = 2,
}
