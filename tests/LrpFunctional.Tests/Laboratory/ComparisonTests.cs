using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory;

/// <summary>How far do methods agree, and what do they cost, for somebody who has no command?</summary>
public sealed class ComparisonTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(5, 4, 3, 2);
    private static readonly ImmutableArray<Method> Methods = [Lrp.Default, Gradient.TimesInput, Gradient.Sensitivity];

    // More than a lap holds.
    private static readonly ImmutableArray<Sentence> Sentences = RandomNetworks.Sentences(
        3,
        [.. Enumerable.Range(0, 130).Select(at => 1 + (at * 7 % 11))]
    );

    [Theory]
    [InlineData(1, Precision.Bits64)]
    [InlineData(2, Precision.Bits64)]
    [InlineData(1, Precision.Bits32)]
    public void Methods_that_run_one_after_the_other_agree_as_those_that_share_a_pass(int threads, Precision precision)
    {
        var comparison = Comparison.Of(
            new MethodRuns(Methods, Network, Target.All, new(threads, precision)),
            Sentences
        );
        var agreements = Pipelines
            .Explain(Methods, Network, Sentences, Target.All, new(Precision: precision))
            .Aggregate(AgreementTable.Among(3), (sum, ofSentence) => sum.Add(ofSentence));
        Assert.Equal(130, comparison.Sentences);
        Assert.Equal(["lrp", "gi", "sa"], comparison.Methods.AsEnumerable());
        Assert.All(
            from one in Enumerable.Range(0, 3)
            from other in Enumerable.Range(0, 3)
            select (one, other),
            pair => Assert.Equal(agreements[pair.one, pair.other], comparison.Agreements[pair.one, pair.other])
        );
        Assert.All(comparison.Times, time => Assert.True(time > TimeSpan.Zero));
    }

    [Fact]
    public void Costs_are_times_over_sentences_and_in_times_that_of_lrp()
    {
        var none = Comparison.Of(["gi", "lrp"]);
        Assert.True(none.Milliseconds(0).IsNone && none.TimesLrp(0).IsNone);

        var comparison = (none with { Sentences = 4 })
            .Add([TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1)])
            .Add([TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(7)]);
        Assert.Equal((3, 2), (comparison.Milliseconds(0), comparison.Milliseconds(1)));
        Assert.Equal((1.5, 1), (comparison.TimesLrp(0), comparison.TimesLrp(1)));
        Assert.True((comparison with { Methods = ["gi", "sa"] }).TimesLrp(0).IsNone);
    }

    [Fact]
    public void Without_methods_there_is_nothing_to_compare() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Comparison.Of([]));

    [Fact]
    public void A_method_that_does_not_support_the_network_says_so() =>
        Assert.Throws<NotSupportedException>(() =>
            Comparison.Of(
                new MethodRuns(
                    [Lrp.Default],
                    Network,
                    Target.Predicted.Of(Quantity.Probability),
                    ExplainOptions.Default
                ),
                Sentences
            )
        );
}
