using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>What a method found for a whole batch and one output per lane.</summary>
/// <param name="Relevances">One number for each packed row, in the order of the words (rows × 1).</param>
/// <param name="Leftover">One number for each lane (n × 1), for methods that share out a score: what stayed on the
/// initial state, or the score of a reference.</param>
/// <param name="Features">One number for each packed row and feature (rows × e), if asked for.</param>
/// <param name="Ledgers">Where each lane's score went, if asked for.</param>
public sealed record Attribution(
    Matrix Relevances,
    Option<Matrix> Leftover,
    Option<Matrix> Features = default,
    Option<ImmutableArray<Ledger>> Ledgers = default
)
{
    /// <summary>What arrived at the states of each lane, if asked for.</summary>
    public Option<ImmutableArray<ImmutableArray<StateRelevance>>> States { get; init; }

    /// <summary>How far each lane's numbers depend on samples, for methods that draw some.</summary>
    public Option<ImmutableArray<Sampled>> Sampled { get; init; }

    /// <summary>The same with the numbers of features, made only if they are asked for.</summary>
    internal Attribution With(Detail detail, Func<Matrix> features) =>
        this with
        {
            Features = detail == Detail.Features ? features() : Option<Matrix>.None,
        };
}
