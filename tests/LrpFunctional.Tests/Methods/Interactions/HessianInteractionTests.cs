using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods.Interactions;

/// <summary>How does the score bend where two words grow together?</summary>
public sealed class HessianInteractionTests
{
    private const double Step = 1e-3;

    // f = 6 Σ²: ∂²f/∂x_i∂x_j = 12.
    [Fact]
    public void Of_a_product_of_two_sums_a_pair_has_what_it_multiplies()
    {
        var sentence = WorkedNetworks.Steps(1, 2, -3, 0.5);
        var found = HessianInteraction.Default.Explain(WorkedNetworks.Product, sentence, Target.All);
        Close.Absolute(1e-8, [24, -36, 6, -72, 12, -18], found[0].All.Select(pair => pair.Interaction));
        Close.Absolute(1e-8, found[0].Pairs.Span.ToArray(), found[1].Pairs.Span.ToArray().Select(other => -other));
    }

    [Theory]
    [InlineData("Lstm, from both sides, layers: 2")]
    [InlineData("GruResetAfter, from both sides, layers: 1")]
    [InlineData("GruResetBefore, from the right, layers: 2")]
    [InlineData("Attention of Lstm, from the left")]
    [InlineData("Lstm of numbers, layers: 2")]
    public void A_pair_has_the_second_difference_of_the_score_as_both_words_grow(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentence = RandomNetworks.Sentences(network, 9, 4)[0];
        var vectors = sentence.Numbers.IfNone(MatrixRows.Gather(network.Embedding, sentence.Ids.AsSpan()));
        foreach (var quantity in new[] { Quantity.Score, Quantity.OwnProbability })
        {
            var output = Output.Of(0, quantity);
            double Value(params (int Word, double Factor)[] grown) =>
                output.Value(
                    network
                        .Predict(
                            Sentence.Of(
                                Matrix.Of(
                                    vectors.Rows,
                                    vectors.Columns,
                                    [
                                        .. from row in Enumerable.Range(0, vectors.Rows)
                                        from column in Enumerable.Range(0, vectors.Columns)
                                        select vectors[row, column]
                                            * grown
                                                .Where(one => one.Word == row)
                                                .Select(one => one.Factor)
                                                .DefaultIfEmpty(1)
                                                .Single(),
                                    ]
                                ),
                                Option<int>.None
                            )
                        )
                        .Scores
                );
            var found = HessianInteraction.Default.Explain(network, sentence, Target.Class(0).Of(quantity))[0];
            foreach (var pair in found.All)
            {
                double At(double one, double other) =>
                    Value((pair.First, 1 + (one * Step)), (pair.Second, 1 + (other * Step)));
                var second = (At(1, 1) - At(1, -1) - At(-1, 1) + At(-1, -1)) / (4 * Step * Step);
                Close.Absolute(1e-6 * Math.Max(1, Math.Abs(second)), [second], [pair.Interaction]);
            }

            Assert.Contains(found.All, pair => Math.Abs(pair.Interaction) > 1e-5);
        }
    }
}
