namespace LrpFunctional.Sequences;

/// <summary>The order in which a layer reads a sequence.</summary>
public enum Direction
{
    /// <summary>First word first.</summary>
    LeftToRight,

    /// <summary>Last word first.</summary>
    RightToLeft,
}
