using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods.Interactions;

/// <summary>What do two words do together, in the mean over all sets of other words?</summary>
public sealed class ShapleyInteractionTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(7, 6, 3, 2);
    private static readonly ImmutableArray<int> Ids = [4, 0, 7, 2, 9, 4, 1, 10];

    private static Sentence OfEight => Sentence.Of([.. Ids.Select(id => $"w{id}")], Ids, Option<int>.None);

    // f = 6 Σ²: x_i and x_j have 12 x_i x_j in it.
    [Fact]
    public void Of_a_product_of_two_sums_a_pair_has_what_it_multiplies()
    {
        double[] numbers = [1, 2, -3, 0.5];
        foreach (var shapley in new[] { ShapleyInteraction.Default, ShapleyInteraction.With(mostExact: 0, draws: 2) })
        {
            var found = shapley.Explain(WorkedNetworks.Product, WorkedNetworks.Steps([.. numbers]), Target.Class(0))[0];
            Assert.Equal(
                [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)],
                found.All.Select(pair => (pair.First, pair.Second))
            );
            Close.Absolute(1e-12, [24, -36, 6, -72, 12, -18], found.All.Select(pair => pair.Interaction));
            Assert.Equal([(1, 2), (0, 2)], found.Strongest(2).Select(pair => (pair.First, pair.Second)));
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Exact_numbers_are_the_literal_sum_over_all_sets_and_symmetric(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentence = RandomNetworks.Sentences(network, 9, 4)[0];
        var found = ShapleyInteraction.Default.Explain(network, sentence, Target.Class(0))[0];
        double Value(params int[] set) => Score(network, sentence, 0, set);
        foreach (var (i, j) in from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) select (i, j))
        {
            var (k, l) = Enumerable.Range(0, 4).Except([i, j]).ToArray() is [var one, var two, ..]
                ? (one, two)
                : (0, 0);
            double Together(params int[] set) =>
                Value([i, j, .. set]) - Value([i, .. set]) - Value([j, .. set]) + Value(set);
            // Of sets of no, of one and of two other words each size counts a third.
            var expected = i == j ? 0 : (Together() / 3) + (Together(k) / 6) + (Together(l) / 6) + (Together(k, l) / 3);
            Close.Absolute(1e-12, [expected], [found.Pairs[i, j]]);
        }
    }

    [Fact]
    public void The_pairs_of_a_word_add_up_to_what_it_adds_last_less_what_it_adds_first()
    {
        foreach (var sentence in RandomNetworks.Sentences(4, 2, 5, 12))
        {
            var found = ShapleyInteraction.Default.Explain(Network, sentence, Target.Class(1))[0];
            int[] all = [.. Enumerable.Range(0, sentence.Length)];
            double Value(params int[] set) => Score(Network, sentence, 1, set);
            Close.Absolute(
                1e-11,
                all.Select(word => Value(all) - Value([.. all.Except([word])]) - Value(word) + Value()),
                all.Select(word => found.Pairs.Row(word).ToArray().Sum())
            );
        }
    }

    [Fact]
    public void Draws_come_near_the_exact_numbers_as_their_standard_errors_say()
    {
        var sentence = OfEight;
        var exact = ShapleyInteraction.Default.Explain(Network, sentence, Target.Class(0))[0];
        Assert.True(exact.StandardErrors.IsNone);
        // Over many seeds the mean square of (drawn − exact) / error is about 1, that of Student's t.
        var ratios = (
            from seed in Enumerable.Range(0, 40)
            let drawn = ShapleyInteraction
                .With(mostExact: 0, draws: 10, seed)
                .Explain(Network, sentence, Target.Class(0))[0]
            from pair in drawn.All.Zip(exact.All, (one, other) => (Drawn: one, Exact: other))
            select (pair.Drawn.Interaction - pair.Exact.Interaction) / pair.Drawn.StandardError.IfNone(double.NaN)
        ).ToArray();
        Assert.Equal(40 * 28, ratios.Length);
        Assert.InRange(ratios.Average(ratio => ratio * ratio), 0.8, 1.5);
        Assert.InRange(ratios.Average(), -0.2, 0.2);
    }

    [Fact]
    public void More_draws_come_nearer_and_have_smaller_errors()
    {
        var sentence = OfEight;
        var exact = ShapleyInteraction.Default.Explain(Network, sentence);
        (double Off, double Error) Of(int draws)
        {
            var drawn = ShapleyInteraction.With(mostExact: 0, draws).Explain(Network, sentence);
            return (
                drawn.All.Zip(exact.All, (one, other) => Math.Abs(one.Interaction - other.Interaction)).Sum(),
                drawn.All.Sum(pair => pair.StandardError.IfNone(double.NaN))
            );
        }

        var (few, many) = (Of(2), Of(200));
        Assert.InRange(many.Off, 0, few.Off / 4);
        Assert.InRange(many.Error, few.Error / 20, few.Error / 5);
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused()
    {
        foreach (var most in new[] { -1, 21 })
            Assert.Throws<ArgumentOutOfRangeException>(() => ShapleyInteraction.With(mostExact: most));
        foreach (var draws in new[] { 0, 1, 50_001 })
            Assert.Throws<ArgumentOutOfRangeException>(() => ShapleyInteraction.With(draws: draws));
    }

    /// <summary>The score of a class with zeros for all steps but those of a set.</summary>
    private static double Score(RecurrentNetwork network, Sentence sentence, int index, int[] set) =>
        network
            .Predict(
                sentence.Numbers.Match(
                    numbers =>
                        Sentence.Of(
                            LrpFunctional.Numerics.Matrix.Of(
                                numbers.Rows,
                                numbers.Columns,
                                [
                                    .. from row in Enumerable.Range(0, numbers.Rows)
                                    from column in Enumerable.Range(0, numbers.Columns)
                                    select set.Contains(row) ? numbers[row, column] : 0,
                                ]
                            ),
                            Option<int>.None
                        ),
                    () =>
                        Sentence.Of(
                            sentence.Words,
                            [.. sentence.Ids.Select((id, at) => set.Contains(at) ? id : Sentence.ZeroId)],
                            Option<int>.None
                        )
                )
            )
            .Scores[index];
}
