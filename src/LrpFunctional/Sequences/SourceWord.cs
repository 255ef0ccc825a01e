namespace LrpFunctional.Sequences;

/// <summary>The word of a text that a step is a piece of.</summary>
/// <param name="Number">Its number in the text, counted from 0.</param>
/// <param name="Text">The word as it was written.</param>
public readonly record struct SourceWord(int Number, string Text);
