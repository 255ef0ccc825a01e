using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Relevances;

public sealed class RelevancePassTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Relevances_are_what_the_message_matrices_give(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        var literal = new LiteralNetwork(network);
        var sentences = RandomNetworks.Sentences(3, 1, 2, 7, 4, 4, 12);
        foreach (var (epsilon, delta) in new[] { (0.001, 0.0), (0.001, 1.0), (0.1, 0.5) })
        {
            var method = Lrp.With(RuleSet.Epsilon(epsilon, delta));
            foreach (var explanation in method.Explain(network, sentences, Target.All))
            {
                var expected = literal.Explain(explanation.Prediction.Sentence, explanation.Target, epsilon, delta);
                ImmutableArray<double> all = [.. expected.Words.Select(word => word.Sum()), expected.Leftover];
                Close.Relative(1e-12, all, [.. explanation.Relevances, explanation.Leftover.IfNone(double.NaN)]);
                var dimensions = method.ExplainDimensions(network, explanation.Prediction.Sentence, Target.Class(explanation.Target))[0];
                Close.Relative(1e-12, expected.Words.SelectMany(word => word), dimensions.Span.ToArray());
            }
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void With_bias_factor_one_words_and_leftover_add_up_to_the_score(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, RandomNetworks.Sentences(4, 1, 5, 20, 3), Target.All))
            Close.Absolute(1e-9, [explanation.Prediction.Scores[explanation.Target]], [explanation.Total]);
    }

    [Fact]
    public void Without_bias_share_nothing_reaches_the_initial_state()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        foreach (var explanation in Lrp.Default.Explain(network, RandomNetworks.Sentences(4, 1, 5, 20, 3), Target.All))
            Assert.Equal(0, explanation.Leftover);
    }
}
