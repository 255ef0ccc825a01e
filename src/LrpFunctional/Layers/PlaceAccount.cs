using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>An account in a layer.</summary>
/// <param name="Direction">The direction of a cell.</param>
/// <param name="Step">The step of a cell, counted from 0 in the order in which it reads.</param>
/// <param name="Account">What became of what arrived there.</param>
public sealed record PlaceAccount(Option<Direction> Direction, Option<int> Step, Account Account)
{
    /// <summary>The account of a layer that has no steps of its own.</summary>
    internal static PlaceAccount Of(Account account) => new(Option<Direction>.None, Option<int>.None, account);
}
