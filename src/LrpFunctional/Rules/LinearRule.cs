using LanguageExt;

namespace LrpFunctional.Rules;

/// <summary>
/// How the relevance of a weighted sum is shared out over what feeds it. Two rules are equal if they are of one kind
/// and have the same numbers; a rule of your own equals itself.
/// </summary>
/// <param name="Name">Its name with its numbers, as results record it.</param>
/// <param name="Share">From a sum to the sharing out of its relevance; what is made of the weights is made once, and
/// holds for every step.</param>
public sealed record LinearRule(string Name, Func<WeightedSum, Sharing> Share)
{
    private readonly object _kind = Share;

    /// <summary>A rule that its name and these numbers tell from all others.</summary>
    internal LinearRule(string name, object numbers, Func<WeightedSum, Sharing> share)
        : this(name, share) => _kind = numbers;

    /// <summary>From a sum to the sharing out of its relevance.</summary>
    public Func<WeightedSum, Sharing> Share { get; } = Share;

    /// <summary>The epsilon rule that it is, as the published program has it, for which layers have kernels.</summary>
    internal Option<EpsilonRule> Epsilon =>
        _kind is EpsilonRule rule && Name == rule.AsInProgram.Name ? rule : Option<EpsilonRule>.None;

    /// <summary>Whether both have one name and are of one kind with the same numbers.</summary>
    public bool Equals(LinearRule? other) => other is not null && Name == other.Name && _kind.Equals(other._kind);

    /// <summary>A hash over name and numbers.</summary>
    public override int GetHashCode() => HashCode.Combine(Name, _kind);
}
