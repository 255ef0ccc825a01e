using LanguageExt;

namespace LrpFunctional.Training.Courses;

/// <summary>What is told of an epoch.</summary>
/// <param name="Number">Which it was, counted from 1.</param>
/// <param name="Loss">The mean loss of its steps.</param>
/// <param name="Judgement">How good the network was after it, where there are sentences to judge by.</param>
public sealed record JudgedEpoch(int Number, double Loss, Option<Judgement> Judgement);
