using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

public sealed class PhraseTests
{
    private static readonly LrpFunctional.Networks.RecurrentNetwork Network = RandomNetworks.Create(7, 6, 3, 2);

    [Fact]
    public void A_phrase_has_what_its_words_have_together()
    {
        foreach (var method in OfferedMethods.All.Where(method => method.Name != "cd"))
        {
            var explanation = method.Explain(Network, RandomNetworks.Sentences(5, 6)[0]);
            var phrases = method.OfPhrases(explanation, new Phrase(1, 3), new Phrase(5, 5), new Phrase(0, 5));
            Close.Absolute(
                1e-12,
                [explanation.Relevances[1..4].Sum(), explanation.Relevances[5], explanation.Relevances.Sum()],
                phrases
            );
        }
    }

    [Fact]
    public void By_contextual_decomposition_a_phrase_has_its_own_part_interactions_within_it_included()
    {
        var sentence = RandomNetworks.Sentences(5, 6)[0];
        var trace = ForwardPass.Run(Network, sentence);
        var contrast = Decomposition.Contextual.Explain(
            Network,
            sentence,
            Target.Contrast(Target.Class(2), Target.Class(1))
        )[0];
        var part = ContextualDecomposition.OfPhrase(trace, 0, 1, 3).Phrase;
        var found = Decomposition.Contextual.OfPhrases(contrast, new Phrase(1, 3), new Phrase(4, 4));
        Close.Absolute(1e-12, [part[0, 2] - part[0, 1], contrast.Relevances[4]], found);
        Assert.NotEqual(contrast.Relevances[1..4].Sum(), found[0], 1e-6);
        Assert.Empty(Decomposition.Contextual.OfPhrases(contrast));
    }

    [Fact]
    public void A_phrase_that_the_sentence_lacks_and_an_explanation_by_another_method_are_refused()
    {
        var explanation = Lrp.Default.Explain(Network, RandomNetworks.Sentences(5, 6)[0]);
        foreach (var phrase in new[] { new Phrase(-1, 2), new Phrase(3, 2), new Phrase(3, 6) })
            Assert.Throws<ArgumentException>(() => Lrp.Default.OfPhrases(explanation, phrase));
        Assert.Throws<ArgumentException>(() => Gradient.TimesInput.OfPhrases(explanation, new Phrase(1, 1)));
    }
}
