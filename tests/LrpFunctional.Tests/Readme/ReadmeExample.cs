using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>The example of the README, compiled and run.</summary>
public sealed class ReadmeExample
{
    [Fact]
    public void The_library_in_ten_lines()
    {
        // The example names the model as a reader at the top of the checkout would; no other test reads the current
        // folder.
        Directory.SetCurrentDirectory(Repository.Root);

        // <example>
        var network = ModelFiles.Read("model").OrThrow().Network;
        var sentence = network.Vocabulary.Encode("not", "very", "good", ".").OrThrow();

        Explanation why = Lrp.Default.Explain(network, sentence); // one sentence, its predicted class
        IEnumerable<Explanation> many = Lrp.Default.Explain(network, [sentence], Target.All); // a stream, every class
        Method conserving = Lrp.With(RuleSet.Epsilon(epsilon: 0.001, biasFactor: 1)); // other rules
        Option<double> leftover = conserving.Explain(network, sentence).Leftover; // what stays on the initial states
        Explanation gradient = Gradient.TimesInput.Explain(network, sentence); // another method, the same way

        // The steps behind the first line, each usable alone.
        Trace trace = ForwardPass.Run(network, sentence); // every gate and state, no explanation
        var messages = Lrp.Relevance(RuleSet.Default, trace, [why.Target]); // what each connection passed on
        Matrix words = Pool.PerWord(messages);
        // </example>

        Close.Relative(1e-12, why.Relevances, words.Span.ToArray());
        Assert.Equal(4, why.Relevances.Length);
        Assert.Equal(5, many.Count());
        Assert.Equal(4, trace.Recurrent[0].Directions[0].Steps.Length);
        Assert.NotEqual(0, leftover.IfNone(0));
        Assert.Equal("gi", gradient.Method);
    }
}
