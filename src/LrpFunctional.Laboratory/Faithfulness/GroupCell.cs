using LanguageExt;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>The relevance that a group of sentences has at a place, over those of them that have it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Group">What the sentences of the group have in the column.</param>
/// <param name="Position">The position, from 1; none is the sum over all positions of a sentence.</param>
/// <param name="Feature">The feature, from 0, of sequences of numbers; none is the sum over all features.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Spread">The standard deviation, √(Σ (R − mean)² / (n − 1)); none for one sentence.</param>
/// <param name="Count">n, how many sentences there are.</param>
public sealed record GroupCell(
    string Method,
    string Group,
    Option<int> Position,
    Option<int> Feature,
    double Mean,
    Option<double> Spread,
    int Count
);
