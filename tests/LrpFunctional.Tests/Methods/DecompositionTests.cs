using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods;

public sealed class DecompositionTests
{
    [Theory]
    [InlineData(9, 5, 2)]
    [InlineData(60, 60, 2)]
    [InlineData(17, 4, 1)]
    public void A_sentence_has_the_same_bits_alone_in_a_batch_and_on_any_number_of_threads(
        int units,
        int inputSize,
        int directions
    )
    {
        var network = RandomNetworks.Create(units, inputSize, 3, directions);
        var sentences = RandomNetworks.Sentences(11, 3, 9, 1, 14, 3, 6, 2, 9, 9, 5, 1, 7, 12, 4);
        foreach (
            var method in new[] { Decomposition.Contextual, Decomposition.Beta, Decomposition.Gamma, DeepLift.Default }
        )
        {
            var alone = sentences.Select(sentence => method.Explain(network, sentence)).ToArray();
            Assert.Equal(alone, method.Explain(network, sentences, Target.Predicted));
            Assert.Equal(alone, method.Explain(network, sentences, Target.Predicted, new(Threads: 4)));
        }
    }

    [Theory]
    [InlineData("cd")]
    [InlineData("beta")]
    [InlineData("gamma")]
    public void A_method_of_words_says_that_it_has_no_numbers_for_features(string name)
    {
        var method = new[] { Decomposition.Contextual, Decomposition.Beta, Decomposition.Gamma }.Single(method =>
            method.Name == name
        );
        Explanation Featuring() =>
            method.Explain(RandomNetworks.Create(7, 5, 3, 2), RandomNetworks.Sentences(4, 6)[0], Featured.Options);
        Assert.StartsWith(
            $"the method {name} speaks of whole words and steps",
            Assert.Throws<NotSupportedException>(Featuring).Message,
            StringComparison.Ordinal
        );
    }
}
