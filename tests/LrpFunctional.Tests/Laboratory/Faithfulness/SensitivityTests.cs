using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Methods.Interactions;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Do explanations stay where they are as the vectors of words move a little?</summary>
public sealed class SensitivityTests
{
    private const string InParts = "in parts of its length";
    private const string AsItIs = "as it is";

    private static readonly Sentence[] Sentences =
    [
        .. Enumerable.Repeat(CountedWords.Sentence("the good bad the good", 1), 10),
        .. Enumerable.Repeat(CountedWords.Sentence("good the bad good the the", 1), 10),
    ];

    // s₀ = 5 Σ is predicted: gradient × input is 5 x, and moves by 5 δ; the gradient is 5 at each step, and stays.
    [Fact]
    public void Moves_are_those_worked_out_by_hand()
    {
        ImmutableArray<double> numbers = [3, 4, 0];
        var sentence = WorkedNetworks.Steps(numbers);
        var bench = new Bench(
            WorkedNetworks.Sum,
            [sentence],
            [Gradient.TimesInput, Gradient.Sensitivity],
            Erasing.Zero,
            Seed: 3,
            ExplainOptions.Default
        );
        var deltas = Sensitivity
            .Moved(3, sentence)
            .Select(moved =>
                moved.Numbers.IfNone(Matrix.Zero(3, 1)).Span.ToArray().Zip(numbers, (y, x) => y - x).ToArray()
            )
            .ToArray();
        Assert.Equal(Sensitivity.Draws, deltas.Select(delta => delta[0]).Distinct().Count());
        Assert.All(deltas.SelectMany(delta => delta), delta => Assert.InRange(delta, -0.08, 0.08));
        Assert.True(deltas.SelectMany(delta => delta).Max(Math.Abs) > 0.06);

        var findings = Sensitivity.Experiment.On(bench).OrThrow();
        var largest = 5 * deltas.Max(delta => Math.Sqrt(delta.Sum(one => one * one)));
        Close.Absolute(1e-12, [largest], [CountedWords.Of(findings, AsItIs, "gi").Value.Mean]);
        Close.Absolute(1e-12, [largest / 25], [CountedWords.Of(findings, InParts, "gi").Value.Mean]);
        Assert.Equal(0, CountedWords.Of(findings, InParts, "sa").Value.Mean);
    }

    [Fact]
    public void Chance_is_as_bad_as_it_gets_and_who_always_says_the_same_has_nothing_to_move()
    {
        var findings = Sensitivity.Experiment.On(CountedWords.Bench(Sentences)).OrThrow();
        Score Of(string method) => CountedWords.Of(findings, InParts, method);
        // Of numbers that move by 0.04 at most, and are at least 1 in three places.
        Assert.InRange(Of("knowing").Value.High, 0.01, 0.04 * Math.Sqrt(6 / 3.0));
        Assert.InRange(Of("random").Value.Low, 1, 10);
        Assert.True(Of("random").LrpMinusIt.Exists(less => less.High < -1));
        // Neither proves anything: one knows no sentence, the other says the opposite.
        Assert.Equal(new Estimate(0, 0, 0, 20), Of("constant").Value);
        Assert.Equal(Of("knowing").Value, Of("reversed").Value);
    }

    [Fact]
    public void Sentences_in_which_nothing_can_move_or_a_method_finds_nothing_are_left_out_and_told()
    {
        // What lies above whole numbers: nothing in the second sentence, while a little beside it there is.
        var above = Method.Of(
            "above",
            (trace, _) => new Attribution(trace.Inputs.Map(number => number - Math.Round(number)), Option<Matrix>.None)
        );
        Bench Of(params ImmutableArray<Sentence> sentences) =>
            new(WorkedNetworks.Sum, sentences, [above], Erasing.Zero, Seed: 3, ExplainOptions.Default);
        var (found, nothing, same) = (
            WorkedNetworks.Steps(0.25, 4, 1.25),
            WorkedNetworks.Steps(3, 4, 0),
            WorkedNetworks.Steps(2, 2)
        );
        var findings = Sensitivity.Experiment.On(Of(found, nothing, same)).OrThrow();
        Assert.Equal(1, CountedWords.Of(findings, AsItIs, "above").Value.Count);
        Assert.Equal("1 sentences, drawn of 3, 10 moves of each; 1 in which a method finds nothing", findings.Basis);
        string Problem(Bench bench) => Sensitivity.Experiment.On(bench).Match(_ => "", faults => faults.Head.Problem);
        Assert.Equal("a method finds nothing in each sentence", Problem(Of(nothing)));
        Assert.Equal("no sentence has numbers that are not all the same", Problem(Of(same)));
    }

    [Fact]
    public void Steps_that_a_mask_skips_are_not_moved()
    {
        var weights = RandomNetworks.Weights(5, 4, 3, 2) with { Mask = Mask.OfId(0) };
        Sentence Of(params ImmutableArray<int> ids) =>
            Sentence.Of([.. ids.Select(id => $"w{id}")], ids, Option<int>.None);
        Findings Found(Sentence sentence) =>
            Sensitivity
                .Experiment.On(
                    new Bench(
                        RandomNetworks.Build(weights),
                        [sentence],
                        [Lrp.Default, Occlusion.Default],
                        Erasing.Zero,
                        Seed: 3,
                        ExplainOptions.Default
                    )
                )
                .OrThrow();
        Assert.Equal(Found(Of(3, 5, 7)).Scores.AsEnumerable(), Found(Of(0, 3, 0, 5, 7, 0)).Scores.AsEnumerable());
    }

    [Fact]
    public void Every_method_is_asked_on_vectors_in_place_of_words()
    {
        var bench = new Bench(
            DefaultModel.Network,
            DefaultModel.Sentences(3),
            OfferedMethods.All,
            Erasing.Zero,
            Seed: 3,
            ExplainOptions.Default
        );
        var findings = Sensitivity.Experiment.On(bench).OrThrow();
        Assert.All(
            OfferedMethods.All,
            method => Assert.InRange(CountedWords.Of(findings, InParts, method.Name).Value.Mean, 0, 1)
        );
        Assert.InRange(CountedWords.Of(findings, InParts, "random").Value.Mean, 1, 10);
    }
}
