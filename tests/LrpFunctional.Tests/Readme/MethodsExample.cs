using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>The example of the methods' document, compiled and run.</summary>
public sealed class MethodsExample
{
    [Fact]
    public void What_the_command_does_in_the_library()
    {
        var network = DefaultModel.Network;
        var sentence = network.Vocabulary.Encode("not", "very", "good", ".").OrThrow();

        // <example>
        Explanation why = Lrp.Default.Explain(network, sentence); // the score of the class predicted
        var fine = Lrp.Default.Explain(network, sentence, new ExplainOptions(Detail: Detail.Features)); // --pool none
        Option<Matrix> features = fine.Features; // T × e: word by word, feature by feature

        var occlusion = Occlusion.With(window: 3, Erasure.Removal); // --window 3 --erasure removal
        var contrast = Target.Contrast(Target.Predicted, Target.Second); // --target predicted-second
        var probability = Target.Predicted.Of(Quantity.Probability); // --quantity probability
        double lost = occlusion.Explain(network, sentence, probability)[0].Relevances.Max();

        var both = Pipelines.Explain([Lrp.Default, occlusion], network, [sentence], contrast).Single(); // one forward pass
        double phrase = Lrp.Default.OfPhrases(why, new Phrase(1, 3))[0]; // --span 2-4; positions count from 0
        Option<Sampled> sure = Shapley.Until(error: 0.01).Explain(network, sentence).Sampled; // --until 0.01
        var prefixes = Prefixes.Explain([Lrp.Default], network, [sentence], Target.Predicted); // --prefixes
        Option<Ledger> account = Lrp.WithLedger(RuleSet.Default).Explain(network, sentence).Ledger; // --ledger
        var states = Lrp.WithStates(RuleSet.Default).Explain(network, sentence).States; // --states
        Option<Fault> broken = Finiteness.Of("sentence 1", Precision.Bits64, why); // NaN or infinity, where, what helps
        // </example>

        Close.Relative(
            1e-12,
            why.Relevances,
            [.. features.Map(numbers => numbers.RowSums().Span.ToArray()).IfNone([])]
        );
        Assert.InRange(lost, 0, 1);
        Assert.Equal(["lrp", "occlusion-3-removal"], both.Select(explanation => explanation.Method));
        Close.Relative(1e-12, [why.Relevances[1..].Sum()], [phrase]);
        Assert.Equal([1, 2, 3, 4], prefixes.Select(prefix => prefix.Length));
        Assert.All(account, ledger => Assert.InRange(Math.Abs(ledger.Gap), 0, 1e-12));
        Assert.Equal([0, 0, 0, 0], sure.Map(sampled => sampled.StandardErrors).IfNone([]).AsEnumerable());
        Assert.True(account.IsSome && broken.IsNone && states.IsSome);
    }
}
