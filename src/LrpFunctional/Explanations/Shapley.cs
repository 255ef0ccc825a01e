using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>
/// Shapley values: R_t = Σ_S |S|! (T − |S| − 1)! / T! · (v(S ∪ t) − v(S)) over the sets S of other words, v(S) = f of the sentence with zeros for the words outside of S
/// (Štrumbelj, Kononenko 2010). Short sentences exactly; long ones by the mean of v(before t and t) − v(before t) over random orders of the words (Castro, Gómez, Tejada
/// 2009), every second one the order before it, reversed. Either way Σ R = f(sentence) − f(zeros); the leftover is f(zeros), so that the total is f(sentence).
/// </summary>
/// <param name="MostExact">The longest sentence that is explained by all its sets of words, from 0 up to 20.</param>
/// <param name="Permutations">How many orders the words of longer sentences are put in, from 1 on.</param>
/// <param name="Quantity">f.</param>
/// <param name="Seed">What the orders come from, with the sentence's own words or numbers.</param>
public sealed record Shapley(int MostExact = 12, int Permutations = 100, Quantity Quantity = Quantity.Score, int Seed = 0)
{
    private const int Most = 20;

    /// <summary>The method: shapley or shapley-probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Too long sentences are to be exact, or there is less than one order.</exception>
    public Method Method => MostExact is < 0 or > Most
        ? throw new ArgumentOutOfRangeException(nameof(MostExact), $"sentences of up to 0 to {Most} words are explained exactly, not of up to {MostExact}")
        : Permutations >= 1
        ? Method.Of(MethodNames.Of("shapley", MethodNames.Of(Quantity)), "Shapley values of the words", hasFeatures: false, Share)
        : throw new ArgumentOutOfRangeException(nameof(Permutations), $"a mean has 1 order or more, not {Permutations}");

    private SentenceShare Share(RecurrentNetwork network, Sentence sentence, int target) =>
        sentence.Length <= MostExact ? Exact(network, sentence, target) : Sampled(network, sentence, target);

    /// <summary>Set S is the number with a bit for each of its words.</summary>
    private SentenceShare Exact(RecurrentNetwork network, Sentence sentence, int target)
    {
        var length = sentence.Length;
        var values = Values(network, sentence, target, Enumerable.Range(0, 1 << length).Select<int, Func<int, bool>>(set => word => Has(set, word)));

        // |S|! (T − |S| − 1)! / T! = 1 / (T · choose(T − 1, |S|)).
        ImmutableArray<double> weights = [.. Enumerable.Range(0, length).Select(size => 1 / (length * Choose(length - 1, size)))];
        double OfWord(int word) => Enumerable.Range(0, values.Length).Where(set => !Has(set, word)).Sum(set =>
            weights[BitOperations.PopCount((uint)set)] * (values[set | (1 << word)] - values[set]));
        return Of(length, OfWord, values[0]);
    }

    private SentenceShare Sampled(RecurrentNetwork network, Sentence sentence, int target)
    {
        var (length, key) = (sentence.Length, Changes.Key(Seed, sentence));
        ImmutableArray<int> Ranks(int order) => order % 2 == 0
            ? RandomNumbers.Permutation(RandomNumbers.Bits(key, order / 2), length)
            : [.. Ranks(order - 1).Select(rank => length - 1 - rank)];
        var orders = Enumerable.Range(0, Permutations).Select(Ranks).ToImmutableArray();
        var values = Values(
            network, sentence, target, orders.SelectMany(ranks => Enumerable.Range(0, length + 1).Select<int, Func<int, bool>>(words => word => ranks[word] < words)));
        double Rise(int order, int rank) => values[(order * (length + 1)) + rank + 1] - values[(order * (length + 1)) + rank];
        return Of(length, word => Enumerable.Range(0, Permutations).Average(order => Rise(order, orders[order][word])), values[0]);
    }

    private ImmutableArray<double> Values(RecurrentNetwork network, Sentence sentence, int target, IEnumerable<Func<int, bool>> sets) => Quantities.Values(
        Quantity,
        network,
        sets.Select(set => Changes.Pick(network, sentence, [.. Enumerable.Range(0, sentence.Length).Select(word => set(word) ? word : -1)], Sentence.ZeroId)),
        target);

    private static SentenceShare Of(int length, Func<int, double> ofWord, double ofNone) =>
        new(Matrix.Of(length, 1, [.. Enumerable.Range(0, length).Select(ofWord)]), ofNone, Option<Matrix>.None);

    private static bool Has(int set, int word) => (set >> word & 1) == 1;

    private static double Choose(int from, int count) => Enumerable.Range(1, count).Aggregate(1.0, (ways, at) => ways * (from - count + at) / at);
}
