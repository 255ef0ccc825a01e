using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Explanations;

/// <summary>An explanation as a table keeps it.</summary>
/// <param name="Prefix">How many words or steps were read, where prefixes are explained.</param>
/// <param name="Predicted">The class that was predicted, from 0.</param>
/// <param name="Target">The name of what is explained.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Places">What each number belongs to: a word, a step "3", a step and a feature "3:0", a phrase
/// "1-4 not a very good" (n).</param>
/// <param name="Relevances">The numbers (n).</param>
public sealed record KeptExplanation(
    Option<int> Prefix,
    int Predicted,
    string Target,
    string Method,
    ImmutableArray<string> Places,
    ImmutableArray<double> Relevances
)
{
    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(KeptExplanation? other) =>
        other is not null
        && (Prefix, Predicted, Target, Method) == (other.Prefix, other.Predicted, other.Target, other.Method)
        && Places.AsSpan().SequenceEqual(other.Places.AsSpan())
        && Relevances.AsSpan().SequenceEqual(other.Relevances.AsSpan());

    /// <summary>A hash over what is explained, and by what.</summary>
    public override int GetHashCode() => HashCode.Combine(Prefix, Predicted, Target, Method, Places.Length);
}
