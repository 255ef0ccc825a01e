namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>One of the two vectors that a state is.</summary>
public enum StatePart
{
    /// <summary>h.</summary>
    Hidden,

    /// <summary>c, of an LSTM.</summary>
    Cell,
}
