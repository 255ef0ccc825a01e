using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>How the relevance of a weighted sum is shared out over what feeds it.</summary>
/// <param name="Name">Its name with its numbers, as results record it.</param>
/// <param name="Share">From the sum and R of its upper units (n × m) to the shares.</param>
public sealed record LinearRule(string Name, Func<WeightedSum, Matrix, Shares> Share);
