using System.Collections.Immutable;

namespace LrpFunctional.Explanations;

/// <summary>Explanations as a table keeps them.</summary>
/// <param name="Shape">What it is of.</param>
/// <param name="Sentences">The sentences, in the order of their rows.</param>
public sealed record KeptTable(KeptShape Shape, ImmutableArray<KeptSentence> Sentences)
{
    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(KeptTable? other) =>
        other is not null && Shape == other.Shape && Sentences.AsSpan().SequenceEqual(other.Sentences.AsSpan());

    /// <summary>A hash over what it is of.</summary>
    public override int GetHashCode() => HashCode.Combine(Shape, Sentences.Length);
}
