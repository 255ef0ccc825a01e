using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Memory;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods.Interactions;

/// <summary>
/// The Shapley interaction index by draws. I_ij is the Shapley value of i where j is there, less that where j is not: for
/// each word j the others come in random orders, once with j and once without, and I_ij is the mean of the rise by i with
/// j less that without j. A draw is the mean of an order and its reverse, in which what three words do together cancels;
/// a pair has the draws of either word.
/// </summary>
internal static class DrawnInteraction
{
    /// <summary>I_ij and its standard error s / √n, s² the variance of its n draws.</summary>
    /// <param name="count">How many draws there are for each word; a pair has twice as many.</param>
    /// <param name="seed">What they come from, with the sentence's own words or numbers.</param>
    /// <param name="network">The network.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="outputs">What is explained.</param>
    /// <param name="work">How it is worked on: word by word.</param>
    public static ImmutableArray<PairShare> Shares(
        int count,
        int seed,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs,
        Work work
    )
    {
        var (length, key) = (sentence.Length, Changes.Key(seed, sentence));
        // Word by word, output by output: the draws with each other word.
        var draws = Workers.Map(
            length,
            work.Threads,
            word => OfWord(word, count, RandomNumbers.Bits(key, word), network, sentence, outputs),
            work.Cancellation
        );
        PairShare Share(int output)
        {
            var ofPairs = PairMatrix
                .Pairs(length)
                .Select(pair => draws[pair.First][output](pair.Second).AddRange(draws[pair.Second][output](pair.First)))
                .ToImmutableArray();
            return new PairShare(
                PairMatrix.Of(length, [.. ofPairs.Select(ofPair => ofPair.Average())]),
                PairMatrix.Of(length, [.. ofPairs.Select(StandardError)])
            );
        }

        return [.. Enumerable.Range(0, outputs.Length).Select(Share)];
    }

    private static ImmutableArray<Func<int, ImmutableArray<double>>> OfWord(
        int word,
        int draws,
        ulong key,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var others = sentence.Length - 1;
        var ranks = Enumerable
            .Range(0, draws)
            .Select(draw => RandomNumbers.Permutation(RandomNumbers.Bits(key, draw), others))
            .ToImmutableArray();
        int Rank(int order, int other)
        {
            var rank = ranks[order / 2][other < word ? other : other - 1];
            return order % 2 == 0 ? rank : others - 1 - rank;
        }

        // Of each order the first 0 … T − 1 other words, without the word and with it.
        var sets =
            from order in Enumerable.Range(0, 2 * draws)
            from isThere in Indices.Same(2)
            from first in Enumerable.Range(0, others + 1)
            select (Func<int, bool>)(other => other == word ? isThere == 1 : Rank(order, other) < first);
        Func<int, ImmutableArray<double>> With(ImmutableArray<double> values)
        {
            double Rise(int order, int isThere, int other)
            {
                var before = (((2 * order) + isThere) * (others + 1)) + Rank(order, other);
                return values[before + 1] - values[before];
            }

            double Change(int order, int other) => Rise(order, 1, other) - Rise(order, 0, other);
            return other =>
                [
                    .. Enumerable
                        .Range(0, draws)
                        .Select(draw => (Change(2 * draw, other) + Change((2 * draw) + 1, other)) / 2),
                ];
        }

        return [.. Shapley.Values(network, sentence, outputs, sets).Select(With)];
    }

    private static double StandardError(ImmutableArray<double> draws)
    {
        var mean = draws.Average();
        var squares = draws.Sum(draw => (draw - mean) * (draw - mean));
        return Math.Sqrt(squares / (draws.Length - 1) / draws.Length);
    }
}
