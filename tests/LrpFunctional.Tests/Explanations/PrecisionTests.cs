using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData("lrp")]
    [InlineData("sa")]
    [InlineData("gi")]
    public void In_32_bits_words_agree_to_a_thousandth_of_the_largest_and_the_same_word_is_on_top(string name)
    {
        var method = new[] { Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput }.Single(candidate =>
            candidate.Name == name
        );
        var network = DefaultModel.Network;
        var path = Repository.At("data", "sentences.txt");
        using var reader = File.OpenText(path);
        var sentences = SentenceFile.Read(path, reader, network, network.Vocabulary.UnknownWord).ToArray();
        var pairs = method
            .Explain(network, sentences, Target.Predicted)
            .Zip(method.Explain(network, sentences, Target.Predicted, new(Precision: Precision.Bits32)))
            .ToArray();
        Assert.Equal(300, pairs.Length);
        foreach (var (exact, quick) in pairs)
        {
            Assert.Equal(exact.Target, quick.Target);
            Close.Relative(1e-3, exact.Relevances, quick.Relevances);
            Assert.Equal(Top(exact), Top(quick));
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Networks_of_any_size_run_in_32_bits(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        var sentences = RandomNetworks.Sentences(11, 1, 4, 9);
        foreach (
            var (exact, quick) in network
                .Predict(sentences)
                .Zip(network.Predict(sentences, new(Precision: Precision.Bits32)))
        )
            Close.Relative(1e-5, exact.Scores, quick.Scores);
        var method = Gradient.TimesInput;
        foreach (
            var (exact, quick) in method
                .Explain(network, sentences, Target.All)
                .Zip(method.Explain(network, sentences, Target.All, new(Precision: Precision.Bits32)))
        )
            Close.Relative(1e-4, [.. exact.Relevances, 1], [.. quick.Relevances, 1]);
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Each_kind_of_network_agrees_in_32_bits_to_a_thousandth_of_the_largest_word(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentences = RandomNetworks.Sentences(network, 13, 1, 4, 9, 6);
        foreach (var method in new[] { Lrp.With(RuleSet.Epsilon(0.1, 0)), Gradient.Sensitivity, Gradient.TimesInput })
        {
            foreach (
                var (exact, quick) in method
                    .Explain(network, sentences, Target.All)
                    .Zip(method.Explain(network, sentences, Target.All, new(Precision: Precision.Bits32)))
            )
            {
                // What nearly cancels keeps fewer digits.
                Close.Relative(1e-5, [.. exact.Prediction.Scores, 0.1], [.. quick.Prediction.Scores, 0.1]);
                Close.Relative(1e-3, [.. exact.Relevances, 0.01], [.. quick.Relevances, 0.01]);
                Assert.Equal(Top(exact), Top(quick));
            }
        }
    }

    private static int Top(Explanation explanation) =>
        explanation.Relevances.IndexOf(explanation.Relevances.MaxBy(Math.Abs));
}
