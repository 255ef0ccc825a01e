using LrpFunctional.Training.Learning;

namespace LrpFunctional.Training;

/// <summary>The network after it has seen each example once more.</summary>
/// <param name="Number">How often it has seen each, counted from 1.</param>
/// <param name="Learner">The network, and what goes on from it.</param>
/// <param name="Loss">The mean loss of the epoch's steps, with what was left out.</param>
public sealed record Epoch(int Number, Learner Learner, double Loss);
