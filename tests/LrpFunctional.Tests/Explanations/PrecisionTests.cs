using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
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
        var method = new[] { Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput }.Single(candidate => candidate.Name == name);
        var network = ModelFolder.Read(Repository.At("model")).OrThrow().Network;
        var path = Repository.At("data", "sentences.txt");
        using var reader = File.OpenText(path);
        var sentences = SentenceFile.Read(path, reader, network, network.Vocabulary.UnknownWord).ToArray();
        var pairs = method.Explain(network, sentences, Target.Predicted).Zip(method.Explain(network, sentences, Target.Predicted, precision: Precision.Bits32)).ToArray();
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
        foreach (var (exact, quick) in network.Predict(sentences).Zip(network.Predict(sentences, precision: Precision.Bits32)))
            Close.Relative(1e-5, exact.Scores, quick.Scores);
        foreach (var (exact, quick) in Gradient.TimesInput.Explain(network, sentences, Target.All).Zip(Gradient.TimesInput.Explain(network, sentences, Target.All, precision: Precision.Bits32)))
            Close.Relative(1e-4, [.. exact.Relevances, 1], [.. quick.Relevances, 1]);
    }

    private static int Top(Explanation explanation) => explanation.Relevances.IndexOf(explanation.Relevances.MaxBy(Math.Abs));
}
