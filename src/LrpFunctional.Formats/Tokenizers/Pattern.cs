using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>Where a text has what a step looks for: in order, the first and the end of each match.</summary>
internal delegate IEnumerable<(int First, int End)> Pattern(ImmutableArray<Sign> text);

/// <summary>Some characters in a row, and whether they are what was looked for.</summary>
internal readonly record struct Part(ImmutableArray<Sign> Signs, bool IsMatch);
