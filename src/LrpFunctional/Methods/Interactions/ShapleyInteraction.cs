using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods.Interactions;

/// <summary>
/// Shapley interaction index: I_ij = Σ_S |S|! (T − |S| − 2)! / (T − 1)! · (v(S ∪ ij) − v(S ∪ i) − v(S ∪ j) + v(S)) over
/// the sets S of other words, v(S) = f of the sentence with zeros for the words outside of S, as <see cref="Shapley"/>
/// has it (Grabisch, Roubens 1999; Lundberg, Erion, Lee 2018 give half of it to either order of a pair). Σ_i I_ij =
/// v(all) − v(all but j) − v(j) + v(none). Short sentences exactly, long ones by drawn orders of the words.
/// </summary>
public static class ShapleyInteraction
{
    /// <summary>
    /// How many draws there are for each word, unless another number is given: each is an order of the other words, and
    /// the same reversed.
    /// </summary>
    public const int UsualDraws = 10;

    /// <summary>How many draws there may be.</summary>
    public static NumberRange DrawCounts { get; } = NumberRange.Whole(2, 50_000, $"{UsualDraws} is the default");

    /// <summary>Exact up to 12 words, by 10 draws for each word above.</summary>
    public static InteractionMethod Default { get; } = With();

    /// <summary>The method shapley.</summary>
    /// <param name="mostExact">The longest sentence that is explained by all its sets of words, from 0 up to
    /// 20.</param>
    /// <param name="draws">How often the other words are put in order for each word of longer sentences, from 2 to
    /// 50,000.</param>
    /// <param name="seed">What the orders come from, with the sentence's own words or numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too long sentences are to be exact, or there are less than two
    /// draws.</exception>
    public static InteractionMethod With(
        int mostExact = Shapley.UsualMostExact,
        int draws = UsualDraws,
        int seed = 0
    ) =>
        new(
            "shapley",
            "Shapley interaction index: what both words add, less what each adds, in the mean over sets of others",
            $"exact up to {Shapley.ExactLengths.Require(nameof(mostExact), mostExact)} words, "
                + $"{DrawCounts.Require(nameof(draws), draws)} draws for each word above, seed {seed}",
            (network, sentence, outputs, work) =>
                sentence.Length <= mostExact
                    ? Exact(network, sentence, outputs)
                    : DrawnInteraction.Shares(draws, seed, network, sentence, outputs, work)
        );

    private static ImmutableArray<PairShare> Exact(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var length = sentence.Length;
        // |S|! (T − |S| − 2)! / (T − 1)! = 1 / ((T − 1) · choose(T − 2, |S|)).
        ImmutableArray<double> weights =
        [
            .. Enumerable.Range(0, length - 1).Select(size => 1 / ((length - 1) * Shapley.Choose(length - 2, size))),
        ];
        PairShare Share(ImmutableArray<double> values)
        {
            double OfPair(int one, int other)
            {
                var (i, j) = (1 << one, 1 << other);
                return Enumerable
                    .Range(0, values.Length)
                    .Where(set => (set & (i | j)) == 0)
                    .Sum(set =>
                        weights[BitOperations.PopCount((uint)set)]
                        * (values[set | i | j] - values[set | i] - values[set | j] + values[set])
                    );
            }

            return PairShare.Of(length, PairMatrix.Pairs(length).Select(pair => OfPair(pair.First, pair.Second)));
        }

        // A set is the number with a bit for each of its words.
        var sets = Enumerable.Range(0, 1 << length).Select<int, Func<int, bool>>(set => word => (set >> word & 1) == 1);
        return [.. Shapley.Values(network, sentence, outputs, sets).Select(Share)];
    }
}
