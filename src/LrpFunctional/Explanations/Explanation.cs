using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Explanations;

/// <summary>How much each word spoke for (positive) or against (negative) one class, or another output.</summary>
/// <param name="Prediction">The sentence and its scores.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Target">What is explained: a class, or another quantity made of the scores.</param>
/// <param name="Provenance">What it was made by.</param>
/// <param name="Relevances">One number for each word (T).</param>
/// <param name="Leftover">What no word got, for methods that share out f: what stayed on initial states, f of a
/// reference, the bias of the output, or what an integral misses.</param>
/// <param name="Features">One number for each word or step and feature (T × e), for <see cref="Detail.Features"/>; each
/// row adds up to the word's number, but by the norms l2 and max.</param>
/// <param name="Ledger">Where the score went, for <see cref="Lrp.WithLedger"/>.</param>
public sealed record Explanation(
    Prediction Prediction,
    string Method,
    Output Target,
    Provenance Provenance,
    ImmutableArray<double> Relevances,
    Option<double> Leftover,
    Option<Matrix> Features = default,
    Option<Ledger> Ledger = default
)
{
    /// <summary>What arrived at the states of recurrent layers, for <see cref="Lrp.WithStates"/>.</summary>
    public Option<ImmutableArray<StateRelevance>> States { get; init; }

    /// <summary>How far the numbers depend on the samples drawn, for methods that draw some.</summary>
    public Option<Sampled> Sampled { get; init; }

    /// <summary>f, what there was to explain.</summary>
    public double Value => Target.Value(Prediction.Scores);

    /// <summary>Σ words + leftover; with LRP and δ = 1, and with Shapley values, this is f.</summary>
    public double Total => Relevances.Sum() + Leftover.IfNone(0);

    /// <summary>The numbers of the words that are not masked.</summary>
    public ImmutableArray<double> RelevancesRead =>
        Provenance.Network.Mask.IsNone
            ? Relevances
            : [.. Provenance.Network.StepsRead(Prediction.Sentence).Select(step => Relevances[step])];

    /// <summary>
    /// Two explanations are equal when prediction, method, output and numbers are; where they come from, their ledgers
    /// and states do not count.
    /// </summary>
    public bool Equals(Explanation? other) =>
        other is not null
        && Prediction == other.Prediction
        && Method == other.Method
        && Target == other.Target
        && Relevances.AsSpan().SequenceEqual(other.Relevances.AsSpan())
        && Leftover == other.Leftover
        && Features == other.Features
        && Sampled == other.Sampled;

    /// <summary>A hash over prediction, method and target.</summary>
    public override int GetHashCode() => HashCode.Combine(Prediction, Method, Target);
}
