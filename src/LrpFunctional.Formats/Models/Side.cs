namespace LrpFunctional.Formats.Models;

/// <summary>An end of a sentence.</summary>
public enum Side
{
    /// <summary>Its beginning.</summary>
    Left,

    /// <summary>Its end.</summary>
    Right,
}
