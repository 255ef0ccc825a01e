using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>Score = words + initial states + gates + bias + stabilizer.</summary>
public sealed class LedgerTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void The_account_of_each_kind_of_network_closes_at_every_step_by_every_rule(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sequences = RandomNetworks.Sentences(network, 3, 1, 6, 4);
        foreach (var rules in OfferedRuleSets.Offered)
            Ledgers.Close(1e-9, rules, network, sequences);
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
                [Ledgers.Of(slow).Words, Ledgers.Of(slow).Initial]
            );
        }
    }

    [Fact]
    public void Conserving_rules_leave_nothing_on_biases_and_stabilizers()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var ledger = Ledgers.Of(
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
        var ledger = Ledgers.Of(Lrp.WithLedger(rules).Explain(network, RandomNetworks.Sentences(4, 7)[0]));
        Assert.False(ledger.Closes(1e-6));
        Assert.Matches("^layer 0, (LeftToRight|RightToLeft), step \\d$", ledger.Widest.ToString());
    }
}
