using LrpFunctional.Forward;
using LrpFunctional.Rules;

namespace LrpFunctional.Relevances;

/// <summary>What one step of a cell sends back.</summary>
/// <param name="Before">The relevance of h_{t−1} and c_{t−1}.</param>
/// <param name="Candidate">The message of the candidate's pre-activation to x_t and h_{t−1}.</param>
public sealed record StepRelevance(CellState Before, RelevanceMessage Candidate);
