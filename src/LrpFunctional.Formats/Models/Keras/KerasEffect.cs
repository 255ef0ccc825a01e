namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What a setting does to a prediction.</summary>
internal enum KerasEffect
{
    /// <summary>
    /// Its value says how the network works, and what is not understood of it is refused where it is read.
    /// </summary>
    Read,

    /// <summary>Nothing: it matters in training, or for memory and speed, only.</summary>
    None,

    /// <summary>Nothing at some values; any other is refused.</summary>
    Neutral,
}
