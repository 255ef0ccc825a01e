using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Methods;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

public sealed class FinitenessTests
{
    private static readonly Sentence Three = RandomNetworks.Sentences(5, 3)[0];

    public static TheoryData<string> Names { get; } = [.. OfferedMethods.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_a_method_makes_of_numbers_too_large_is_found_or_finite(string name)
    {
        var method = OfferedMethods.All.Single(candidate => candidate.Name == name);
        foreach (var size in new[] { 1, 1e30, 1e200, 1e308 })
        {
            foreach (var network in new[] { WithOutput(size), WithEmbedding(size) })
            {
                foreach (var precision in new[] { Precision.Bits64, Precision.Bits32 })
                {
                    var explanation = method.Explain(network, Three, Target.Class(1), new(Precision: precision))[0];
                    var isFinite = explanation
                        .Relevances.Concat(explanation.Prediction.Scores)
                        .Append(explanation.Total)
                        .Append(explanation.Relevances.Sum())
                        .All(double.IsFinite);
                    Assert.Equal(isFinite, Finiteness.Of("sentence 1", precision, explanation).IsNone);
                    if (size == 1)
                        Assert.True(isFinite);
                }
            }
        }
    }

    [Fact]
    public void Each_number_of_a_pair_counts()
    {
        var found = ShapleyInteraction.With(mostExact: 0, draws: 2).Explain(WithOutput(1), Three, Target.Class(1))[0];
        string Fault(WordInteractions broken) =>
            Finiteness.Of("sentence 7", Precision.Bits32, broken).Match(fault => $"{fault}", () => "");
        var nothing = Matrix.Of(3, 3, [0, 0, 0, 0, 0, double.NaN, 0, double.NaN, 0]);
        Assert.Equal("", Fault(found));
        Assert.StartsWith(
            "sentence 7, shapley of 1, float64: the interaction of positions 2 and 3 is NaN, ",
            Fault(found with { Pairs = nothing }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "sentence 7, shapley of 1, float64: the standard error of positions 2 and 3 is NaN, ",
            Fault(found with { StandardErrors = nothing }),
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "sentence 7, shapley, float32: the score of class 0 is NaN, ",
            Fault(
                found with
                {
                    Prediction = found.Prediction with { Scores = found.Prediction.Scores.SetItem(0, double.NaN) },
                }
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Each_number_of_an_explanation_counts()
    {
        var network = WithOutput(1);
        var explanation = Lrp.WithLedger(RuleSet.Default).Explain(network, Three);
        var ledger = explanation.Ledger.IfNone(() => throw new InvalidOperationException());
        string Fault(Explanation broken) =>
            Finiteness.Of("sentence 7 (a)", Precision.Bits64, broken).Match(fault => $"{fault}", () => "");
        Assert.Equal("", Fault(explanation));
        Assert.StartsWith(
            "sentence 7 (a), lrp, float64: the score of class 2 is -Infinity, ",
            Fault(
                explanation with
                {
                    Prediction = explanation.Prediction with
                    {
                        Scores = explanation.Prediction.Scores.SetItem(2, double.NegativeInfinity),
                    },
                }
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the relevance at position 2 is Infinity",
            Fault(explanation with { Relevances = explanation.Relevances.SetItem(1, double.PositiveInfinity) }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the sum of the relevances is Infinity",
            Fault(explanation with { Relevances = [1e308, 1e308, 1] }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the leftover is NaN",
            Fault(explanation with { Leftover = double.NaN }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the relevance at position 2 of feature 1 is NaN",
            Fault(explanation with { Features = Matrix.Of(2, 2, [1, 2, 3, double.NaN]) }),
            StringComparison.Ordinal
        );
        var place = ledger.Entries.IndexOf(
            ledger.Entries.First(entry => entry.Step == 1 && entry.Direction == Direction.RightToLeft)
        );
        var entries = ledger.Entries.SetItem(place, ledger.Entries[place] with { Passed = double.NaN });
        Assert.Contains(
            "a number of the ledger is NaN, where a finite number is expected (first at layer 0, RightToLeft, step 1)",
            Fault(explanation with { Ledger = ledger with { Entries = entries } }),
            StringComparison.Ordinal
        );
    }

    private static RecurrentNetwork WithOutput(double size) =>
        Scaled(weights =>
            weights with
            {
                Dense = [weights.Dense[0] with { Weights = Times(weights.Dense[0].Weights, size) }],
            }
        );

    private static RecurrentNetwork WithEmbedding(double size) =>
        Scaled(weights => weights with { Embedding = Times(weights.Embedding, size) });

    private static RecurrentNetwork Scaled(Func<ChainWeights, ChainWeights> change) =>
        RecurrentNetwork
            .Create(
                "test",
                RandomNetworks.Vocabulary.Words,
                "w4",
                ["0", "1", "2"],
                change(RandomNetworks.Weights(5, 4, 3, 2))
            )
            .OrThrow();

    // Numbers of a size that leaves them finite.
    private static Weight Times(Weight weight, double size) =>
        weight with
        {
            Values = weight.Values.Map(value => Math.Clamp(value * size, -double.MaxValue, double.MaxValue)),
        };
}
