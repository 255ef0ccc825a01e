using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class ShapleyTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(7, 6, 3, 2);

    [Fact]
    public void Exact_values_are_the_mean_rise_over_all_orders()
    {
        var sentence = Sentence.Of(["w4", "w0", "w7", "w2"], [4, 0, 7, 2], Option<int>.None);
        double Value(IEnumerable<int> set) =>
            Network
                .Predict(
                    Sentence.Of(
                        sentence.Words,
                        [.. sentence.Ids.Select((id, at) => set.Contains(at) ? id : Sentence.ZeroId)],
                        Option<int>.None
                    )
                )
                .Scores[1];
        int[][] orders =
        [
            .. from a in Enumerable.Range(0, 4)
            from b in Enumerable.Range(0, 4)
            from c in Enumerable.Range(0, 4)
            from d in Enumerable.Range(0, 4)
            where new[] { a, b, c, d }.Distinct().Count() == 4
            select (int[])[a, b, c, d],
        ];
        Assert.Equal(24, orders.Length);
        double Rise(int[] order, int word)
        {
            var before = order.TakeWhile(other => other != word).ToArray();
            return Value([.. before, word]) - Value(before);
        }

        var found = Shapley.Default.Explain(Network, sentence, Target.Class(1))[0];
        Close.Absolute(
            1e-12,
            Enumerable.Range(0, 4).Select(word => orders.Average(order => Rise(order, word))),
            found.Relevances
        );
        Close.Absolute(1e-12, [Value([])], [found.Leftover.IfNone(double.NaN)]);
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Words_and_zeros_share_out_the_whole_score_exactly_or_by_samples(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (var sentence in RandomNetworks.Sentences(network, 6, 1, 5))
        {
            foreach (var shapley in new[] { Shapley.Default, Shapley.With(mostExact: 0, permutations: 7) })
            {
                var explanation = shapley.Explain(network, sentence);
                Close.Absolute(1e-12, [explanation.Value], [explanation.Total]);
            }
        }
    }

    [Fact]
    public void Samples_come_within_four_standard_errors_of_the_exact_values()
    {
        var sentence = RandomNetworks.Sentences(7, 8)[0];
        var exact = Shapley.Default.Explain(Network, sentence, Target.Class(0))[0];
        var sampled = Shapley.With(mostExact: 0, permutations: 1000).Explain(Network, sentence, Target.Class(0))[0];

        // No rise is larger than the range of the values, so no standard error of 500 pairs is above half of it by
        // √500.
        var sets = Enumerable
            .Range(0, 1 << 8)
            .Select(set =>
                Sentence.Of(
                    sentence.Words,
                    [.. sentence.Ids.Select((id, at) => (set >> at & 1) == 1 ? id : Sentence.ZeroId)],
                    Option<int>.None
                )
            );
        var values = Network.Predict(sets).Select(prediction => prediction.Scores[0]).ToArray();
        Close.Absolute(4 * (values.Max() - values.Min()) / Math.Sqrt(500), exact.Relevances, sampled.Relevances);
        var coarse = Shapley.With(mostExact: 0, permutations: 2).Explain(Network, sentence, Target.Class(0))[0];
        double Error(Explanation of) =>
            of.Relevances.Zip(exact.Relevances, (one, other) => Math.Abs(one - other)).Sum();
        Assert.True(Error(sampled) < Error(coarse) / 3, $"{Error(sampled)} is not far below {Error(coarse)}");
    }

    [Fact]
    public void Random_orders_are_orders_and_all_are_as_likely()
    {
        var orders = Enumerable
            .Range(0, 60_000)
            .Select(at => RandomNumbers.Permutation(RandomNumbers.Bits(5, at), 3))
            .ToArray();
        Assert.All(orders.Take(100), order => Assert.Equal([0, 1, 2], order.Order()));
        var counts = orders.GroupBy(order => string.Join(' ', order)).Select(group => (double)group.Count()).ToArray();
        Close.Absolute(500, Enumerable.Repeat(10_000.0, 6), counts);
    }

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        foreach (var most in new[] { -1, 21 })
            Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.With(mostExact: most));
        Assert.Throws<ArgumentOutOfRangeException>(() => Shapley.With(permutations: 0));
    }
}
