using System.Collections.Immutable;

namespace LrpFunctional.Sequences;

/// <summary>A text as its author wrote it, and where in it each word of a sentence stands.</summary>
/// <param name="Text">The text.</param>
/// <param name="Spans">One part of it for each step (T); empty for a step that comes from nothing.</param>
public sealed record WrittenText(string Text, ImmutableArray<TextSpan> Spans)
{
    /// <summary>Two are equal when text and parts are.</summary>
    public bool Equals(WrittenText? other) =>
        other is not null && Text == other.Text && Spans.AsSpan().SequenceEqual(other.Spans.AsSpan());

    /// <summary>A hash over the text.</summary>
    public override int GetHashCode() => HashCode.Combine(Text, Spans.Length);
}
