namespace LrpFunctional.Rules;

/// <summary>How the relevance of a weighted sum is shared out over what feeds it.</summary>
/// <param name="Name">Its name with its numbers, as results record it.</param>
/// <param name="Share">From a sum to the sharing out of its relevance; what is made of the weights is made once, and
/// holds for every step.</param>
public sealed record LinearRule(string Name, Func<WeightedSum, Sharing> Share);
