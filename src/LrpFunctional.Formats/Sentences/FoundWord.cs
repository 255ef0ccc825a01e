using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A word of a text, and where it stands there.</summary>
/// <param name="Word">The word as a vocabulary spells it.</param>
/// <param name="Span">The part of the text that it comes from.</param>
public readonly record struct FoundWord(string Word, TextSpan Span);
