using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>What arrived at h and c of each step.</summary>
public sealed class StateRelevanceTests
{
    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void The_states_of_a_step_hold_together_what_the_ledger_says_arrived_there(string kind)
    {
        var network = RandomNetworks.Create(kind);
        foreach (var rules in OfferedRuleSets.Offered.Where((_, at) => at % 11 == 0))
        {
            var explained = Lrp.WithStates(rules)
                .Explain(network, RandomNetworks.Sentences(network, 3, 1, 6, 4), Target.Class(0));
            foreach (var explanation in explained)
            {
                var accounts = Ledgers.Of(explanation).Entries.Where(entry => entry.Step.IsSome).ToArray();
                var states = Of(explanation).Where(state => state.Step >= 0).ToArray();
                Assert.NotEmpty(states);
                Assert.Equal(
                    accounts.Select(entry => (entry.Place, entry.Direction, entry.Step)),
                    states.Select(state =>
                        (state.Place, Option<Direction>.Some(state.Direction), Option<int>.Some(state.Step))
                    )
                );
                Close.Relative(
                    1e-12,
                    [.. accounts.Select(entry => entry.Arriving), 1],
                    [.. states.Select(state => state.Sum), 1]
                );
            }
        }
    }

    [Theory]
    [InlineData("Lstm, from both sides, layers: 1")]
    [InlineData("GruResetAfter, from both sides, layers: 1")]
    [InlineData("GruResetBefore, from both sides, layers: 1")]
    public void A_step_sends_to_the_states_before_it_what_the_literal_equations_say(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentence = RandomNetworks.Sentences(network, 3, 7)[0];
        var (epsilon, delta) = (0.01, 0.5);
        var explanation = Lrp.WithStates(RuleSet.Epsilon(epsilon, delta)).Explain(network, sentence);
        var layer = Assert.Single(network.Recurrent);
        foreach (var directed in layer.Cells)
        {
            var cell = LiteralCell.Of(directed.Cell);
            var states = Of(explanation)
                .Where(state => state.Direction == directed.Direction)
                .ToDictionary(state => state.Step);
            Assert.Equal(Enumerable.Range(-1, 8), states.Keys.Order());
            var before = cell.Initial;
            foreach (var step in Enumerable.Range(0, 7))
            {
                var word = states[step].Word.IfNone(-1);
                Assert.Equal(directed.Direction == Direction.RightToLeft ? 6 - step : step, word);
                var taken = cell.Step(network.Embedding.Row(sentence.Ids[word]).ToArray(), before);
                var sent = cell.Back(
                    new LiteralRule(epsilon, delta),
                    taken,
                    new LiteralState([.. states[step].Hidden], [.. states[step].Cell])
                ).ToBefore;

                // Only the last step is read by the layer above: the others have what the step behind them sends.
                Close.Relative(1e-12, [.. sent.H, 0.01], [.. states[step - 1].Hidden, 0.01]);
                Close.Relative(1e-12, [.. sent.C, 0.01], [.. states[step - 1].Cell, 0.01]);
                before = taken.After;
            }
        }
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void States_add_no_number_to_words_and_the_initial_ones_hold_the_leftover(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var rules = RuleSet.Epsilon(0.01, 1);
        foreach (var sentence in RandomNetworks.Sentences(network, 4, 1, 5))
        {
            var (with, without) = (
                Lrp.WithStates(rules).Explain(network, sentence),
                Lrp.WithLedger(rules).Explain(network, sentence)
            );
            Assert.Equal(without, with);
            Assert.Equal(without.Ledger, with.Ledger);
            Assert.True(without.States.IsNone);
            Close.Absolute(
                1e-12,
                [with.Leftover.IfNone(double.NaN)],
                [Of(with).Where(state => state.Step < 0).Sum(state => state.Sum)]
            );
        }
    }

    [Fact]
    public void A_sentence_has_the_same_states_alone_and_in_a_batch_on_threads()
    {
        var network = RandomNetworks.Create(7, 6, 3, 2);
        var sentences = RandomNetworks.Sentences(5, 3, 9, 1, 6);
        var states = Lrp.WithStates(RuleSet.Default);
        var together = states
            .Explain(network, sentences, Target.Predicted, new ExplainOptions(Threads: 3))
            .Select(Of)
            .ToArray();
        foreach (var (at, sentence) in sentences.Index())
            Assert.Equal(Of(states.Explain(network, sentence)).AsEnumerable(), together[at]);
    }

    [Fact]
    public void Where_steps_are_skipped_each_still_knows_its_word()
    {
        var weights = RandomNetworks.Weights(5, 4, 3, 2);
        ImmutableArray<int> ids = [3, 0, 2, 0, 0, 5];
        Sentence Words(ImmutableArray<int> of) => Sentence.Of([.. of.Select(id => $"w{id}")], of, Option<int>.None);
        ImmutableArray<StateRelevance> States(RecurrentNetwork network, Sentence sentence) =>
            Of(Lrp.WithStates(RuleSet.Default).Explain(network, sentence));
        var masked = States(RandomNetworks.Build(weights with { Mask = Mask.OfId(0) }), Words(ids));
        var cut = States(RandomNetworks.Build(weights), Words([3, 2, 5]));
        int[] places = [0, 2, 5];
        Assert.Equal(cut.Select(state => state.Word.Map(word => places[word])), masked.Select(state => state.Word));
        Assert.Equal(
            cut.SelectMany(state => state.Hidden.AddRange(state.Cell)),
            masked.SelectMany(state => state.Hidden.AddRange(state.Cell))
        );
        Assert.All(
            masked.Where(state => state.Step >= 0),
            state =>
                Assert.Equal(
                    state.Direction == Direction.LeftToRight ? state.Step : 5 - state.Step,
                    state.Word.IfNone(-1)
                )
        );
    }

    private static ImmutableArray<StateRelevance> Of(Explanation explanation) =>
        explanation.States.IfNone(() => throw new InvalidOperationException("there are no states"));
}
