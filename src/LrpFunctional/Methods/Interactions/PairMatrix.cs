using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Methods.Interactions;

/// <summary>The pairs of T words, each once: (0, 1), (0, 2) … (T − 2, T − 1).</summary>
internal static class PairMatrix
{
    /// <summary>The pairs, in their order.</summary>
    public static ImmutableArray<(int First, int Second)> Pairs(int length) =>
        [
            .. from first in Enumerable.Range(0, length)
            from second in Enumerable.Range(first + 1, length - first - 1)
            select (first, second),
        ];

    /// <summary>The symmetric matrix (T × T) of one number for each pair, with zeros on its diagonal.</summary>
    public static Matrix Of(int length, ImmutableArray<double> ofPairs)
    {
        // Before the pairs of a word stand those of all words before it.
        int Place(int first, int second) => (first * ((2 * length) - first - 1) / 2) + second - first - 1;
        return Matrix.Of(
            length,
            length,
            [
                .. from row in Enumerable.Range(0, length)
                from column in Enumerable.Range(0, length)
                select row == column ? 0 : ofPairs[Place(Math.Min(row, column), Math.Max(row, column))],
            ]
        );
    }
}
