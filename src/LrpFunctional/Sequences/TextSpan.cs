namespace LrpFunctional.Sequences;

/// <summary>A part of a text, in UTF-16 units.</summary>
/// <param name="First">Its first unit, counted from 0.</param>
/// <param name="End">The unit behind its last; equal to the first where it is empty.</param>
public readonly record struct TextSpan(int First, int End)
{
    /// <summary>The part of the text itself.</summary>
    public string Of(string text) => text[First..End];
}
