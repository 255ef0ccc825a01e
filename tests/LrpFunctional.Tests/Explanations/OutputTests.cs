using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

public sealed class OutputTests
{
    private static readonly ImmutableArray<double> Scores = [0.3, -1.2, 2.5, 2.4];

    private static readonly ImmutableArray<Output> All =
    [
        .. from quantity in Enum.GetValues<Quantity>()
        from index in Enumerable.Range(0, 4)
        select Output.Of(index, quantity),
        Output.Contrast(2, 0),
        Output.Contrast(1, 1),
    ];

    public static TheoryData<string> Methods { get; } = [.. OfferedMethods.All.Select(method => method.Name)];

    [Fact]
    public void Values_are_what_their_formulas_say()
    {
        double Exp(int at) => Math.Exp(Scores[at]);
        double Probability(int at) => Exp(at) / Scores.Sum(Math.Exp);
        Close.Absolute(1e-14, [2.5], [Output.Of(2).Value(Scores)]);
        Close.Absolute(1e-14, [2.5 - 0.3], [Output.Contrast(2, 0).Value(Scores)]);
        Close.Absolute(1e-14, [Probability(1)], [Output.Of(1, Quantity.Probability).Value(Scores)]);
        Close.Absolute(1e-14, [1 / (1 + Math.Exp(1.2))], [Output.Of(1, Quantity.OwnProbability).Value(Scores)]);
        Close.Absolute(
            1e-14,
            [Math.Log(Probability(3) / (1 - Probability(3)))],
            [Output.Of(3, Quantity.LogOdds).Value(Scores)]
        );
    }

    [Fact]
    public void Log_odds_of_the_surest_predictions_are_numbers() =>
        Close.Absolute(1e-12, [2000 - 1000 - Math.Log(2)], [Output.Of(0, Quantity.LogOdds).Value([2000, 1000, 1000])]);

    [Fact]
    public void Slopes_are_those_of_central_differences()
    {
        const double step = 1e-6;
        foreach (var output in All)
        {
            var slopes = Enumerable
                .Range(0, 4)
                .Select(at =>
                    (
                        output.Value(Scores.SetItem(at, Scores[at] + step))
                        - output.Value(Scores.SetItem(at, Scores[at] - step))
                    ) / (2 * step)
                );
            Close.Absolute(1e-9, slopes, output.Slopes(Scores));
        }
    }

    [Fact]
    public void Names_say_what_is_explained() =>
        Assert.Equal(
            ["3", "3-1", "p(3)", "p(3)", "log-odds(3)"],
            new[]
            {
                3,
                Output.Contrast(3, 1),
                Output.Of(3, Quantity.Probability),
                Output.Of(3, Quantity.OwnProbability),
                Output.Of(3, Quantity.LogOdds),
            }.Select(output => output.Name)
        );

    [Fact]
    public void Log_odds_of_the_only_output_are_refused() =>
        Assert.Throws<ArgumentException>(() => Output.Of(0, Quantity.LogOdds).Value([1]));

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_speaks_for_one_class_rather_than_another_is_the_difference_of_what_speaks_for_each(string name)
    {
        var method = OfferedMethods.All.Single(candidate => candidate.Name == name);
        var network = RandomNetworks.Create(7, 6, 3, 2);
        foreach (var sentence in RandomNetworks.Sentences(5, 1, 6))
        {
            var each = method.Explain(network, sentence, Target.All);
            var contrast = method.Explain(network, sentence, Target.Contrast(Target.Class(2), Target.Class(0)))[0];
            Assert.Equal(each[2].Value - each[0].Value, contrast.Value);
            if (name is "sa" or "saliency" or "smoothgrad")
            {
                // The size of a difference of gradients, those of smoothgrad being gradients × input by the input.
                var inputs = MatrixRows.Gather(network.Embedding, sentence.Ids.AsSpan());
                Matrix Gradients(int index) =>
                    name == "smoothgrad"
                        ? SmoothGrad.TimesInput.Features(network, sentence, Target.Class(index)).Over(inputs)
                        : Pool.PerFeature(Gradient.Back(ForwardPass.Run(network, sentence), [index]));
                Func<double, double> part = name == "sa" ? difference => difference * difference : Math.Abs;
                Close.Absolute(
                    1e-9,
                    (Gradients(2) - Gradients(0)).Map(part).RowSums().Span.ToArray(),
                    contrast.Relevances
                );
            }
            else if (name is not ("saliency-variance" or "gradient-variance"))
            {
                Close.Absolute(
                    1e-12,
                    each[2].Relevances.Zip(each[0].Relevances, (one, other) => one - other),
                    contrast.Relevances
                );
            }

            Close.Absolute(1e-12, each[2].Leftover.Map(left => left - each[0].Leftover.IfNone(0)), contrast.Leftover);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_method_explains_log_odds_and_probabilities_or_says_that_it_cannot(string name)
    {
        var method = OfferedMethods.All.Single(candidate => candidate.Name == name);
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentence = RandomNetworks.Sentences(5, 6)[0];
        foreach (var quantity in new[] { Quantity.Probability, Quantity.OwnProbability, Quantity.LogOdds })
        {
            ImmutableArray<Explanation> Explain() => method.Explain(network, sentence, Target.Predicted.Of(quantity));
            if (name is "lrp" or "cd" or "beta" or "gamma" or "deeplift")
                Assert.Contains(
                    name,
                    Assert.Throws<NotSupportedException>(() => Explain()).Message,
                    StringComparison.OrdinalIgnoreCase
                );
            else if (name != "saliency-variance")
                Assert.NotEqual(method.Explain(network, sentence).Relevances.AsEnumerable(), Explain()[0].Relevances);
        }
    }

    [Fact]
    public void Gradient_times_input_of_a_probability_is_made_of_those_of_the_scores()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentence = RandomNetworks.Sentences(5, 6)[0];
        var each = Gradient.TimesInput.Explain(network, sentence, Target.All);
        var slopes = Output.Of(1, Quantity.Probability).Slopes(each[0].Prediction.Scores);
        var expected = Enumerable
            .Range(0, 6)
            .Select(word => slopes.Select((slope, index) => slope * each[index].Relevances[word]).Sum());
        Close.Absolute(
            1e-12,
            expected,
            Gradient.TimesInput.Explain(network, sentence, Target.Class(1).Of(Quantity.Probability))[0].Relevances
        );
    }

    [Fact]
    public void A_target_is_named_by_one_class_or_by_two()
    {
        var prediction = new Prediction(LrpFunctional.Sequences.Sentence.Of(["w1"], [1], 1), [0.3, -1.2, 2.5, 2.4]);
        string Explained(string name) =>
            string.Join(
                ' ',
                Target.Parse("--target", name, 4).OrThrow().Outputs(prediction).Select(output => output.Name)
            );
        Assert.Equal(
            ["2", "3", "1", "0 1 2 3", "3", "2-3", "2-1", "0-3"],
            new[] { "predicted", "second", "label", "all", "3", "predicted-second", "predicted-label", "0-3" }.Select(
                Explained
            )
        );
        foreach (var wrong in new[] { "4", "0-4", "all-1", "1-", "-1", "0-1-2", "first" })
            Assert.True(Target.Parse("--target", wrong, 4).IsFail);
        foreach (var name in new[] { "predicted-second", "second" })
            Assert.True(Target.Parse("--target", name, 1).IsFail);
        Assert.Throws<ArgumentException>(() =>
            Target.Contrast(Target.Predicted, Target.Second).Of(Quantity.Probability)
        );
    }

    [Fact]
    public void An_explanation_says_what_it_was_made_by()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var explanation = Lrp.Default.Explain(network, RandomNetworks.Sentences(5, 6)[0]);
        Assert.Equal("epsilon(ε=0.001, δ=0), all", explanation.Provenance.Settings);
        Assert.Matches("^[0-9a-f]{64}$", explanation.Provenance.ModelHash);
        Assert.Equal(RandomNetworks.Create(7, 6, 3, 2).Hash, explanation.Provenance.ModelHash);
        Assert.NotEqual(RandomNetworks.Create(7, 6, 3, 1).Hash, explanation.Provenance.ModelHash);
        Assert.StartsWith("0.", Provenance.Version, StringComparison.Ordinal);
        Assert.Equal("50 samples, deviation 0.15, seed 0, norm l1", SmoothGrad.Default.Settings);
    }
}
