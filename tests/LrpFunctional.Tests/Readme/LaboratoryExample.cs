using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Laboratory;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Readme;

/// <summary>The example of the laboratory's README, compiled and run.</summary>
public sealed class LaboratoryExample
{
    [Fact]
    public void Methods_and_rules_are_compared_without_a_command()
    {
        Directory.SetCurrentDirectory(Reference.Repository.Root);

        // <example>
        var network = ModelFiles.Read("model").OrThrow().Network;
        ImmutableArray<Sentence> sentences =
        [
            network.Vocabulary.Encode("not", "very", "good", ".").OrThrow(),
            network.Vocabulary.Encode("a", "deeply", "moving", "film", ".").OrThrow(),
        ];
        var runs = new MethodRuns(
            [Lrp.Default, Gradient.TimesInput],
            network,
            Target.Predicted,
            ExplainOptions.Default
        );
        var comparison = Comparison.Of(runs, sentences);
        Option<double> agreement = comparison.Agreements[0, 1].RankCorrelation; // of LRP and gradient × input
        Option<double> cost = comparison.TimesLrp(1); // of gradient × input, in times that of LRP

        var bench = new Bench(
            network,
            sentences,
            [Lrp.Default, Gradient.TimesInput],
            Erasing.Zero,
            Seed: 0,
            ExplainOptions.Default
        );
        var findings = Experiment.All.Single(one => one.Name == "aopc").On(bench).OrThrow();
        Estimate lost = findings.Scores[0].Value; // without the words that LRP names, with its 95 % interval
        // </example>

        Assert.Equal(2, comparison.Sentences);
        Assert.InRange(agreement.IfNone(9), -1, 1);
        Assert.True(cost.IfNone(0) > 0);
        Assert.InRange(lost.Mean, lost.Low, lost.High);

        static Setting SettingOf(RuleSet rules) =>
            new("epsilon", "all", 0.001, 1, Option<double>.None, Option<double>.None, rules);
        var sweep = RuleSweep.Of([SettingOf(RuleSet.Epsilon(0.001, 1))], network, sentences, Target.All);
        Assert.Equal(2, sweep.Sentences);
        Assert.InRange(sweep.OfScore(sweep.Ledgers[0].ConservationGap).IfNone(9), 0, 1e-9);
        Assert.InRange(sweep.WithDefault(0).IfNone(9), -1, 1);
    }
}
