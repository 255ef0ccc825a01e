using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Is the reason for a document's class found where the class is?</summary>
public sealed class PointingTests
{
    private static readonly Sentence[] Sentences =
    [
        .. Enumerable
            .Range(0, 200)
            .Select(at => at % 2 == 0 ? CountedWords.Sentence("the good the", 1) : CountedWords.Sentence("the bad", 0)),
    ];

    [Fact]
    public void Who_knows_hits_always_and_who_says_the_opposite_never()
    {
        var findings = Pointing.Experiment.Run(CountedWords.Bench(Sentences)).OrThrow();
        Estimate Of(string method) => CountedWords.Of(findings, "hits", method).Value;
        Assert.Equal(Wilson.Share(20, 20), Of("knowing"));
        Assert.Equal(Wilson.Share(0, 20), Of("reversed"));

        // A document of ten has about as many sentences of each class.
        Assert.InRange(Of("random").Mean, 0.4, 0.75);
        Assert.True(Of("random").High < 0.95);
        Assert.True(CountedWords.Of(findings, "hits", "random").LrpMinusIt.Exists(difference => difference.Low > 0));

        // The same number for each word points to the first.
        Assert.InRange(Of("constant").Mean, 0.2, 0.9);
        Assert.True(CountedWords.Of(findings, "hits", "constant").LrpMinusIt.Exists(difference => difference.Low > 0));
    }

    [Fact]
    public void A_document_where_no_hit_can_be_is_left_out()
    {
        // Who labels good sentences negative has documents that are predicted positive, and no sentence that is.
        Sentence[] turned = [.. Enumerable.Repeat(CountedWords.Sentence("the good", 0), 10)];
        Assert.True(Pointing.Experiment.Run(CountedWords.Bench(turned)).IsFail);
        var mixed = Pointing.Experiment.Run(CountedWords.Bench([.. turned, .. Sentences])).OrThrow();
        Assert.All(mixed.Scores, score => Assert.InRange(score.Value.Count, 1, 21));
    }

    [Fact]
    public void Nine_sentences_make_no_document() =>
        Assert.True(Pointing.Experiment.Run(CountedWords.Bench(Sentences[..9])).IsFail);
}
