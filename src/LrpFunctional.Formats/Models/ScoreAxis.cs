namespace LrpFunctional.Formats.Models;

/// <summary>What lies along an axis of the scores that a graph gives.</summary>
public enum ScoreAxis
{
    /// <summary>The sequences.</summary>
    Sequences,

    /// <summary>The steps of each, where there are scores at each step.</summary>
    Steps,

    /// <summary>The scores.</summary>
    Scores,
}
