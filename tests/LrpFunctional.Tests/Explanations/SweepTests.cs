using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

/// <summary>The quick way to the words against the steps that one can look at.</summary>
public sealed class SweepTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Words_are_what_the_steps_add_up_to(int units, int inputSize, int classes, int directions)
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        var batch = PackedBatch.Of(RandomNetworks.Sentences(8, 1, 13, 5, 5, 2, 9, 1));
        var trace = ForwardPass.Run(network, batch);
        ImmutableArray<int> targets = [.. Enumerable.Range(0, batch.Sentences.Length).Select(lane => lane % classes)];
        foreach (var rules in new[] { RuleSet.Default, RuleSet.Epsilon(0.01, 1), RuleSet.Epsilon(0, 0) })
        {
            var relevance = Lrp.Relevance(rules, trace, targets);
            Agree(Lrp.With(rules), network, batch, targets, Pool.Total(relevance, Pool.PerWord), Pool.Total(relevance, direction => direction.Leftover));
        }

        Agree(Gradient.TimesInput, network, batch, targets, Pool.Total(Gradient.Back(trace, targets), Pool.PerWord), null);
        var squared = Gradient.Sensitivity.PerDimension(trace, targets);
        Agree(Gradient.Sensitivity, network, batch, targets, Matrix.Of(squared.Rows, 1, [.. Enumerable.Range(0, squared.Rows).Select(row => squared.Row(row).ToArray().Sum())]), null);
    }

    [Fact]
    public void A_method_of_your_own_is_made_of_functions_of_a_trace()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        var sentence = RandomNetworks.Sentences(9, 6)[0];
        var own = Method.Of(
            "own",
            (trace, classes) => new Attribution(Pool.Total(Lrp.Relevance(RuleSet.Default, trace, classes), Pool.PerWord), LanguageExt.Option<Matrix>.None),
            Lrp.Default.PerDimension);
        var explanation = own.Explain(network, sentence);
        Assert.Equal("own", explanation.Method);
        Close.Relative(1e-12, Lrp.Default.Explain(network, sentence).Relevances, explanation.Relevances);
    }

    [Fact]
    public void Relevance_that_has_all_but_vanished_is_zero_and_not_a_trickle_of_slow_numbers()
    {
        var network = RandomNetworks.Create(8, 4, 2, 1);
        var sentence = RandomNetworks.Sentences(10, 20_000)[0];
        foreach (var method in new[] { Lrp.Default, Gradient.TimesInput })
        {
            var relevances = method.Explain(network, sentence).Relevances;
            Assert.Equal(0, relevances[0]);
            Assert.NotEqual(0, relevances[^1]);
            Assert.DoesNotContain(relevances, double.IsSubnormal);
        }
    }

    private static void Agree(
        Method method, LrpFunctional.Networks.RecurrentNetwork network, PackedBatch batch, ImmutableArray<int> targets, Matrix expectedWords, Matrix? expectedLeftover)
    {
        foreach (var (lane, sentence) in batch.Sentences.Index())
        {
            var explanation = method.Explain(network, sentence, Target.Class(targets[lane]))[0];
            var expected = batch.Packing.RowsOf(lane).Select(row => expectedWords[row, 0]);
            Close.Relative(1e-12, [.. expected, .. expectedLeftover is null ? [1] : (double[])[expectedLeftover[lane, 0], 1]], [.. explanation.Relevances, .. expectedLeftover is null ? [1] : (double[])[explanation.Leftover.IfNone(double.NaN), 1]]);
        }
    }
}
