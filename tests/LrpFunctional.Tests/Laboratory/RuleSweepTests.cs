using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory;
using LrpFunctional.Networks;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory;

/// <summary>Which ε, for somebody who has no command?</summary>
public sealed class RuleSweepTests
{
    private static readonly RecurrentNetwork Network = RandomNetworks.Create(5, 4, 3, 2);

    // More than are explained at a time.
    private static readonly ImmutableArray<Sentence> Sentences = RandomNetworks.Sentences(
        4,
        [.. Enumerable.Range(0, 100).Select(at => 2 + (at * 5 % 7))]
    );

    [Fact]
    public void The_default_is_a_measure_of_all_settings_and_no_setting_of_its_own()
    {
        var sweep = Sweep(Target.Predicted, Setting(0.1, 0), Setting(1, 0));
        Assert.Equal((2, 3, 2), (sweep.Settings.Length, sweep.Rules.Length, sweep.Default));
        Assert.Equal(sweep.WithOthers(0), sweep.WithOthers(1));

        // Where it is one of the settings, its place is there.
        var among = Sweep(Target.Predicted, Setting(0.1, 0), Setting(0.001, 0), Setting(1, 0));
        Assert.Equal((3, 3, 1), (among.Settings.Length, among.Rules.Length, among.Default));
        Assert.Equal(1, among.WithDefault(1).IfNone(9), 1e-12);
        Assert.Equal(sweep.WithDefault(0), among.WithDefault(0));
        Assert.Equal(sweep.WithDefault(1), among.WithDefault(2));
    }

    [Fact]
    public void A_share_of_one_conserves_the_score_and_none_does_not()
    {
        var sweep = Sweep(Target.All, Setting(0.001, 1), Setting(0.001, 0));
        Assert.All(sweep.Ledgers, ledger => Assert.Equal(300, ledger.Ledgers));
        Assert.InRange(sweep.OfScore(sweep.Ledgers[0].ConservationGap).IfNone(9), 0, 1e-9);
        Assert.InRange(sweep.OfScore(sweep.Ledgers[1].ConservationGap).IfNone(0), 1e-3, double.PositiveInfinity);
    }

    [Fact]
    public void Threads_change_nothing_and_sentences_are_read_a_few_at_a_time()
    {
        var (read, none) = (0, RuleSweep.Of([Setting(0.1, 0)]));
        var stream = Sentences.Select(sentence =>
        {
            read += 1;
            return sentence;
        });
        Assert.Equal(3, none.Explain(Network, stream, Target.All).First().Length / none.Rules.Length);
        Assert.InRange(read, 1, Sentences.Length - 1);

        var (one, three) = (
            RuleSweep.Of([Setting(0.1, 0)], Network, Sentences, Target.All),
            RuleSweep.Of([Setting(0.1, 0)], Network, Sentences, Target.All, new(Threads: 3))
        );
        Assert.Equal(one.Ledgers, three.Ledgers.AsEnumerable());
        Assert.Equal(one.WithDefault(0), three.WithDefault(0));
    }

    [Fact]
    public void Without_sentences_there_are_no_means()
    {
        var sweep = RuleSweep.Of([Setting(0.1, 0)], Network, [], Target.Predicted);
        Assert.True(sweep.Mean(sweep.Ledgers[0].Score).IsNone);
        Assert.True(sweep.OfScore(sweep.Ledgers[0].Words).IsNone);
        Assert.True(sweep.WithDefault(0).IsNone && sweep.WithOthers(0).IsNone);
    }

    [Fact]
    public void What_is_no_score_is_not_shared_out() =>
        Assert.Throws<NotSupportedException>(() => Sweep(Target.Predicted.Of(Quantity.Probability), Setting(0.1, 0)));

    [Fact]
    public void Work_can_be_ended()
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            RuleSweep.Of([Setting(0.1, 0)], Network, Sentences, Target.All, cancellation: ended.Token)
        );
    }

    private static RuleSweep Sweep(Target target, params ImmutableArray<Setting> settings) =>
        RuleSweep.Of(settings, Network, Sentences, target);

    private static Setting Setting(double epsilon, double biasFactor) =>
        new(
            "epsilon",
            "all",
            epsilon,
            biasFactor,
            Option<double>.None,
            Option<double>.None,
            RuleSet.Epsilon(epsilon, biasFactor)
        );
}
