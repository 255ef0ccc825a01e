using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// Shapley values: R_t = Σ_S |S|! (T − |S| − 1)! / T! · (v(S ∪ t) − v(S)) over the sets S of other words, v(S) = f of
/// the sentence with zeros for the words outside of S (Štrumbelj, Kononenko 2010). Short sentences exactly; long ones
/// by the mean of v(before t and t) − v(before t) over random orders of the words (Castro, Gómez, Tejada 2009), every
/// second one the order before it, reversed. Either way Σ R = f(sentence) − f(zeros); the leftover is f(zeros), so that
/// the total is f(sentence). The standard error of the mean over n orders counts each order and its reverse as one of G
/// draws: √(G / (G − 1) · Σ_pairs (Σ_{orders in it} (rise − mean))²) / n.
/// </summary>
public static class Shapley
{
    /// <summary>The longest sentence that is explained exactly, unless another length is given.</summary>
    public const int UsualMostExact = 12;

    /// <summary>How many orders there are, unless another number is given.</summary>
    public const int UsualPermutations = 100;

    /// <summary>The most orders where a standard error is sought, unless another number is given.</summary>
    public const int UsualMost = Rounds.MostTimes * UsualPermutations;

    /// <summary>What the longest sentence that is explained exactly may be.</summary>
    public static NumberRange ExactLengths { get; } = NumberRange.Whole(0, 20, $"{UsualMostExact} is the default");

    /// <summary>How many orders there may be.</summary>
    public static NumberRange OrderCounts { get; } =
        NumberRange.Whole(1, 100_000, $"{UsualPermutations} is the default");

    /// <summary>Exact up to 12 words, by 100 orders above.</summary>
    public static Method Default { get; } = With();

    /// <summary>The method shapley.</summary>
    /// <param name="mostExact">The longest sentence that is explained by all its sets of words, from 0 up to
    /// 20.</param>
    /// <param name="permutations">How many orders the words of longer sentences are put in, from 1 to 100,000.</param>
    /// <param name="seed">What the orders come from, with the sentence's own words or numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too long sentences are to be exact, or there is less than one
    /// order.</exception>
    public static Method With(int mostExact = UsualMostExact, int permutations = UsualPermutations, int seed = 0) =>
        Of(mostExact, Rounds.Of((int)OrderCounts.Require(nameof(permutations), permutations)), seed);

    /// <summary>
    /// The method shapley; the words of longer sentences are put in 100 orders, then in twice as many, until none of
    /// them has a larger standard error.
    /// </summary>
    /// <param name="error">The standard error, in the unit of f, from 0 on.</param>
    /// <param name="mostExact">The longest sentence that is explained by all its sets of words, from 0 up to
    /// 20.</param>
    /// <param name="most">The most orders, from 1 to 100,000.</param>
    /// <param name="seed">What the orders come from, with the sentence's own words or numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The error is negative or no number, too long sentences are to be
    /// exact, or there is less than one order.</exception>
    public static Method Until(double error, int mostExact = UsualMostExact, int most = UsualMost, int seed = 0) =>
        Of(mostExact, Rounds.Until(error, UsualPermutations, (int)OrderCounts.Require(nameof(most), most)), seed);

    private static Method Of(int mostExact, Rounds rounds, int seed) =>
        Method.Of(
            "shapley",
            "Shapley values of the words",
            $"exact up to {ExactLengths.Require(nameof(mostExact), mostExact)} words, "
                + $"{rounds.Of("orders above")}, seed {seed}",
            new SentenceWords(
                HasFeatures: false,
                (network, sentence, outputs) =>
                    sentence.Length <= mostExact
                        ? Exact(network, sentence, outputs, Sampled.Whole(sentence.Length, rounds.Sought))
                        : Drawn(rounds, seed, network, sentence, outputs)
            )
        ) with
        {
            IsSampled = true,
        };

    /// <summary>Set S is the number with a bit for each of its words.</summary>
    private static ImmutableArray<SentenceShare> Exact(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs,
        Sampled sampled
    )
    {
        var length = sentence.Length;
        // |S|! (T − |S| − 1)! / T! = 1 / (T · choose(T − 1, |S|)).
        ImmutableArray<double> weights =
        [
            .. Enumerable.Range(0, length).Select(size => 1 / (length * Choose(length - 1, size))),
        ];
        SentenceShare Share(ImmutableArray<double> values)
        {
            double OfWord(int word) =>
                Enumerable
                    .Range(0, values.Length)
                    .Where(set => !Has(set, word))
                    .Sum(set => weights[BitOperations.PopCount((uint)set)] * (values[set | (1 << word)] - values[set]));
            return Of([.. Enumerable.Range(0, length).Select(OfWord)], values[0], sampled);
        }

        return
        [
            .. Values(
                    network,
                    sentence,
                    outputs,
                    Enumerable.Range(0, 1 << length).Select<int, Func<int, bool>>(set => word => Has(set, word))
                )
                .Select(Share),
        ];
    }

    private static ImmutableArray<SentenceShare> Drawn(
        Rounds rounds,
        int seed,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var (length, key) = (sentence.Length, Changes.Key(seed, sentence));
        ImmutableArray<int> Ranks(int order) =>
            order % 2 == 0
                ? RandomNumbers.Permutation(RandomNumbers.Bits(key, order / 2), length)
                : [.. Ranks(order - 1).Select(rank => length - 1 - rank)];
        Orders Grown(Orders fewer, int count)
        {
            var more = Enumerable
                .Range(fewer.Ranks.Length, count - fewer.Ranks.Length)
                .Select(Ranks)
                .ToImmutableArray();
            var values = Values(
                network,
                sentence,
                outputs,
                more.SelectMany(ranks =>
                    Enumerable.Range(0, length + 1).Select<int, Func<int, bool>>(words => word => ranks[word] < words)
                )
            );
            return new Orders(
                fewer.Ranks.AddRange(more),
                fewer.Values.IsEmpty ? values : [.. fewer.Values.Zip(values, (old, fresh) => old.AddRange(fresh))]
            );
        }

        SentenceShare Share(ImmutableArray<ImmutableArray<int>> orders, ImmutableArray<double> values)
        {
            double Rise(int order, int rank) =>
                values[(order * (length + 1)) + rank + 1] - values[(order * (length + 1)) + rank];
            var rises = Enumerable
                .Range(0, length)
                .Select(word => orders.Select((ranks, order) => Rise(order, ranks[word])).ToImmutableArray())
                .ToImmutableArray();
            return Of(
                [.. rises.Select(ofWord => ofWord.Average())],
                values[0],
                new Sampled([.. rises.Select(StandardError)], orders.Length, rounds.Sought)
            );
        }

        return rounds.Draw(
            new Orders([], []),
            Grown,
            drawn => [.. drawn.Values.Select(values => Share(drawn.Ranks, values))]
        );
    }

    /// <summary>Orders of the words, and v before, between and behind them, for each output.</summary>
    private sealed record Orders(
        ImmutableArray<ImmutableArray<int>> Ranks,
        ImmutableArray<ImmutableArray<double>> Values
    );

    // The rises of an order and of its reverse are no two draws; the last order may have no reverse.
    private static double StandardError(ImmutableArray<double> rises)
    {
        var (mean, pairs) = (rises.Average(), (rises.Length + 1) / 2);
        var squares = rises.Chunk(2).Sum(pair => Math.Pow(pair.Sum(rise => rise - mean), 2));
        return Math.Sqrt((double)pairs / (pairs - 1) * squares) / rises.Length;
    }

    /// <summary>v of each set of words, for each output.</summary>
    internal static ImmutableArray<ImmutableArray<double>> Values(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs,
        IEnumerable<Func<int, bool>> sets
    ) =>
        OutputSlopes.Values(
            network,
            sets.Select(set =>
                Changes.Pick(
                    network,
                    sentence,
                    [.. Enumerable.Range(0, sentence.Length).Select(word => set(word) ? word : -1)],
                    Sentence.ZeroId
                )
            ),
            outputs
        );

    private static SentenceShare Of(ImmutableArray<double> words, double ofNone, Sampled sampled) =>
        new(Matrix.Of(words.Length, 1, words), ofNone, Option<Matrix>.None) { Sampled = sampled };

    private static bool Has(int set, int word) => (set >> word & 1) == 1;

    /// <summary>How many sets of so many words there are, of words from so many.</summary>
    internal static double Choose(int from, int count) =>
        Enumerable.Range(1, count).Aggregate(1.0, (ways, at) => ways * (from - count + at) / at);
}
