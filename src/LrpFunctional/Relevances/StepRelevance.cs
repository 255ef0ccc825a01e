using LrpFunctional.Forward;
using LrpFunctional.Rules;

namespace LrpFunctional.Relevances;

/// <summary>What one LSTM step sends back.</summary>
/// <param name="Before">The relevance of h_{t−1} and c_{t−1}.</param>
/// <param name="Candidate">The message of the candidate's pre-activation z_g to x_t and h_{t−1}.</param>
public sealed record StepRelevance(LstmState Before, RelevanceMessage Candidate);
