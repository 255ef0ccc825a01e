using System.Collections.Immutable;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>What a network said after the first words of a sentence, and why.</summary>
/// <param name="Place">The place of the sentence in its stream, counted from 0.</param>
/// <param name="Whole">The sentence.</param>
/// <param name="Explanations">Method by method, output by output, those of the words read so far as a sentence of their
/// own.</param>
public sealed record PrefixExplanations(int Place, Sentence Whole, ImmutableArray<Explanation> Explanations)
{
    /// <summary>The number of words read.</summary>
    public int Length => Explanations[0].Prediction.Sentence.Length;

    /// <summary>Whether the sentence has been read to its end.</summary>
    public bool IsWhole => Length == Whole.Length;

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(PrefixExplanations? other) =>
        other is not null && Place == other.Place && Whole == other.Whole && Explanations.Same(other.Explanations);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Place, Whole, Explanations.Hash());
}
