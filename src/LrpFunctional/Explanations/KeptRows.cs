namespace LrpFunctional.Explanations;

/// <summary>What a table of explanations has a row for.</summary>
public enum KeptRows
{
    /// <summary>Each word, or what pieces are merged to.</summary>
    Words,

    /// <summary>Each step of a sequence of numbers.</summary>
    Steps,

    /// <summary>Each step and feature of a sequence of numbers.</summary>
    Features,

    /// <summary>Each phrase that was asked for.</summary>
    Phrases,
}
