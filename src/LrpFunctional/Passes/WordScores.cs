using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>A score of each lane, shared out over its words.</summary>
/// <param name="Words">One number for each packed row, in the order of the words (rows × 1).</param>
/// <param name="Leftover">What no word brought about (n × 1); words and leftover add up to the score.</param>
public sealed record WordScores(Matrix Words, Matrix Leftover);
