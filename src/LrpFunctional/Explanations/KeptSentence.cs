using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Explanations;

/// <summary>A sentence and its explanations as a table keeps them.</summary>
/// <param name="Where">Where it stands, for messages.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Id">The user's own name for it.</param>
/// <param name="Explanations">One or more, in the order of their rows.</param>
public sealed record KeptSentence(
    string Where,
    int Number,
    Option<string> Id,
    ImmutableArray<KeptExplanation> Explanations
)
{
    /// <summary>What its rows belong to; of prefixes, those of the last, which is the whole.</summary>
    public ImmutableArray<string> Places => Explanations[^1].Places;

    /// <summary>What it is called: sentence 3 (id).</summary>
    public string Name => $"sentence {Number}{Id.Match(id => $" ({id})", () => "")}";

    /// <summary>Two are equal when number, name and explanations are; where they stand does not count.</summary>
    public bool Equals(KeptSentence? other) =>
        other is not null
        && (Number, Id) == (other.Number, other.Id)
        && Explanations.AsSpan().SequenceEqual(other.Explanations.AsSpan());

    /// <summary>A hash over number and name.</summary>
    public override int GetHashCode() => HashCode.Combine(Number, Id, Explanations.Length);
}
