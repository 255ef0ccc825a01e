using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>Score = words + initial states + gates + bias + stabilizer.</summary>
public sealed class LedgerTests
{
    public static TheoryData<string> Names { get; } = [.. OfferedRuleSets.Offered.Select(rules => rules.Name)];

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void The_account_of_each_kind_of_network_closes_at_every_step_by_every_rule(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sequences = RandomNetworks.Sentences(network, 3, 1, 6, 4);
        foreach (var rules in OfferedRuleSets.Offered)
            Closes(1e-9, rules, network, sequences);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_account_of_the_default_test_set_closes_for_every_class(string name)
    {
        var network = DefaultModel.Network;
        using var reader = File.OpenText(Repository.At("data", "sentences.txt"));
        Closes(
            1e-9,
            OfferedRuleSets.Offered.Single(rules => rules.Name == name),
            network,
            [.. SentenceFile.Read("data", reader, network, network.Vocabulary.UnknownWord)]
        );
    }

    /// <summary>
    /// Each rule set takes every fourth sentence, so that each linear rule and each product rule meets all of them.
    /// </summary>
    [SkippableFact]
    public void The_account_of_the_sst_test_set_closes_for_every_class()
    {
        var network = DefaultModel.Network;
        using var reader = File.OpenText(Repository.Shared("lrp_for_lstm", "data", "sequence_test.txt"));
        var sentences = SentenceFile.Read("sst", reader, network, network.Vocabulary.UnknownWord).ToArray();
        Assert.Equal(2210, sentences.Length);
        var products = ProductRule.Offered.Length;
        foreach (var (at, rules) in OfferedRuleSets.Offered.Index())
            Closes(
                1e-9,
                rules,
                network,
                [.. sentences.Where((_, sentence) => sentence % products == ((at / products) + at) % products)]
            );
    }

    [Fact]
    public void With_the_epsilon_rule_everywhere_the_ledger_has_the_words_of_the_quick_way()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        foreach (var sentence in RandomNetworks.Sentences(4, 1, 7))
        {
            var (quick, slow) = (
                Lrp.Default.Explain(network, sentence),
                Lrp.WithLedger(RuleSet.Default).Explain(network, sentence)
            );
            Close.Relative(1e-12, quick.Relevances, slow.Relevances);
            Close.Absolute(
                1e-12,
                [quick.Relevances.Sum(), quick.Leftover.IfNone(0)],
                [Ledger(slow).Words, Ledger(slow).Initial]
            );
        }
    }

    [Fact]
    public void Conserving_rules_leave_nothing_on_biases_and_stabilizers()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var ledger = Ledger(
            Lrp.WithLedger(RuleSet.Epsilon(0.01, 1)).Explain(network, RandomNetworks.Sentences(4, 7)[0])
        );
        Assert.Equal((0, 0, 0), (ledger.Bias, ledger.Stabilizer, ledger.Gates));
    }

    [Fact]
    public void A_rule_that_drops_something_is_found_out_by_what_the_strict_run_asks_and_its_place_named()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var sound = new EpsilonRule(new Stabilizer(0.001), 0);
        var leaky = new LinearRule(
            "leaky",
            sum =>
                (inputs, z, relevance) =>
                    sound.AsInProgram.Share(sum)(inputs, z, relevance) with
                    {
                        ToBias = Matrix.Zero(1, 1),
                    }
        );
        var rules = RuleSet.Of(
            "leaky",
            sound.AsInProgram,
            sound,
            _ => new LayerRules(leaky, sound.AsInProgram, sound.AsInProgram, ProductRule.All)
        );
        var ledger = Ledger(Lrp.WithLedger(rules).Explain(network, RandomNetworks.Sentences(4, 7)[0]));
        Assert.False(ledger.Closes(1e-6));
        Assert.Matches("^layer 0, (LeftToRight|RightToLeft), step \\d$", ledger.Widest.ToString());
    }

    private static Ledger Ledger(Explanation explanation) =>
        explanation.Ledger.IfNone(() => throw new InvalidOperationException("there is no ledger"));

    // Rules that divide by what may almost cancel pass on relevances far larger than the score, and rounding is as
    // large as they make it.
    private static void Closes(
        double tolerance,
        RuleSet rules,
        RecurrentNetwork network,
        ImmutableArray<Sentence> sequences
    )
    {
        foreach (var explanation in Lrp.WithLedger(rules).Explain(network, sequences, Target.All))
        {
            var ledger = Ledger(explanation);
            Assert.True(
                ledger.Closes(tolerance),
                $"{rules.Name}: {ledger.Missing} is missing, most at {ledger.Widest}"
            );
            Assert.Equal(explanation.Value, ledger.Score);
            var largest = ledger.Entries.Max(entry => Math.Max(1, Math.Abs(entry.Arriving)));
            Close.Absolute(tolerance * largest, [explanation.Total], [ledger.Words + ledger.Initial]);
        }
    }
}
