using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

/// <summary>What holds of the methods on random networks holds on the model that comes with the program, too.</summary>
public sealed class DefaultModelTests
{
    private static readonly RecurrentNetwork Network = DefaultModel.Network;

    [Fact]
    public void Integrated_gradients_are_complete_but_for_what_they_report()
    {
        foreach (var sentence in DefaultModel.Sentences(6))
        {
            var explanation = IntegratedGradients.With(steps: 300).Explain(Network, sentence);
            var silence = Network.Predict(
                Sentence.Of(Matrix.Zero(sentence.Length, Network.InputSize), Option<int>.None)
            );
            Close.Absolute(1e-12, [explanation.Value - explanation.Target.Value(silence.Scores)], [explanation.Total]);
            Assert.InRange(explanation.Leftover.IfNone(double.NaN), -1e-3, 1e-3);
        }
    }

    [Fact]
    public void Shapley_values_share_out_the_whole_score_exactly_or_by_samples()
    {
        foreach (var sentence in DefaultModel.Sentences(6).Where(sentence => sentence.Length <= 10))
        {
            foreach (var shapley in new[] { Shapley.Default, Shapley.With(mostExact: 0, permutations: 7) })
            {
                var explanation = shapley.Explain(Network, sentence);
                Close.Absolute(1e-12, [explanation.Value], [explanation.Total]);
            }
        }
    }

    [Fact]
    public void Leave_one_out_is_what_plain_runs_say()
    {
        foreach (var sentence in DefaultModel.Sentences(6))
        {
            var explanation = Occlusion.With(erasure: Erasure.Unknown).Explain(Network, sentence);
            var unknown = Network.Vocabulary.UnknownId.IfNone(() => throw new InvalidOperationException());
            double Without(int word) =>
                explanation.Target.Value(
                    Network
                        .Predict(Sentence.Of(sentence.Words, sentence.Ids.SetItem(word, unknown), Option<int>.None))
                        .Scores
                );
            Close.Absolute(
                1e-12,
                Enumerable.Range(0, sentence.Length).Select(word => explanation.Value - Without(word)),
                explanation.Relevances
            );
        }
    }

    [Theory]
    [InlineData(Quantity.Score)]
    [InlineData(Quantity.Probability)]
    [InlineData(Quantity.LogOdds)]
    public void Gradients_are_those_of_central_differences(Quantity quantity)
    {
        const double step = 1e-5;
        var sentence = DefaultModel.Sentences(3)[2];
        var vectors = sentence.Ids.SelectMany(id => Network.Embedding.Row(id).ToArray()).ToArray();
        var explanation = Gradient
            .TimesInput.Explain(Network, sentence, Target.Predicted.Of(quantity), Featured.Options)
            .Single();
        double Value(int at, double by) =>
            explanation.Target.Value(
                Network
                    .Predict(
                        Sentence.Of(
                            Matrix.Of(
                                sentence.Length,
                                Network.InputSize,
                                [.. vectors.Select((number, place) => place == at ? number + by : number)]
                            ),
                            Option<int>.None
                        )
                    )
                    .Scores
            );
        var expected = vectors.Select((number, at) => number * (Value(at, step) - Value(at, -step)) / (2 * step));
        Close.Absolute(1e-8, expected, explanation.Features.Map(features => features.Span.ToArray()).IfNone([]));
    }

    [Fact]
    public void Substrings_of_one_word_have_its_score()
    {
        var word = Network.Vocabulary.Encode("superb").OrThrow();
        var explanation = Limsse.With(samples: 9).Explain(Network, word);
        Close.Absolute(1e-12, [explanation.Value], explanation.Relevances);
    }
}
