using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Rules;

/// <summary>Which rule applies where.</summary>
public sealed class RuleSetTests
{
    private static readonly EpsilonRule Epsilon = new(new Stabilizer(0.01), 1);
    private static readonly LinearRule Gamma = GammaRule.Of(0.5, Epsilon.Stabilizer);

    [Fact]
    public void A_layer_of_one_epsilon_rule_takes_the_quick_way_however_it_was_said()
    {
        var rule = Epsilon.AsInProgram;
        Assert.Equal(Epsilon, Layer(rule, ProductRule.All).Quick);
        Assert.Equal(Epsilon, (Layer(rule, ProductRule.All) with { Gates = Gamma }).Quick);
        Assert.Equal(
            Epsilon,
            (Layer(rule, ProductRule.All) with { State = new EpsilonRule(new Stabilizer(0.01), 1).AsInProgram }).Quick
        );
        Assert.True(Layer(rule, ProductRule.Half).Quick.IsNone);
        Assert.True((Layer(rule, ProductRule.All) with { State = Gamma }).Quick.IsNone);
        Assert.True(Layer(Epsilon.AsInPaper, ProductRule.All).Quick.IsNone);
    }

    [Fact]
    public void Rules_of_the_same_numbers_are_equal_and_give_the_same_bits()
    {
        static ImmutableArray<LinearRule> Rules() =>
            [
                new EpsilonRule(new Stabilizer(0.01), 1).AsInProgram,
                new EpsilonRule(new Stabilizer(0.01), 1).AsInPaper,
                new EpsilonRule(new Stabilizer(0.02), 1).AsInProgram,
                GammaRule.Of(0.5, new Stabilizer(0.01)),
                GammaRule.OfPositive(0.5, new Stabilizer(0.01)),
                AlphaBetaRule.Of(2, new Stabilizer(0.01)),
                SquaredWeightsRule.Flat,
            ];
        Assert.Equal<LinearRule>(Rules(), Rules());
        Assert.Equal(7, Rules().Concat(Rules()).Distinct().Count());
        var network = RandomNetworks.Create("a GRU on an LSTM");
        var sentence = RandomNetworks.Sentences(network, 3, 5)[0];
        ImmutableArray<double> Words(EpsilonRule rule, Precision precision) =>
            Lrp.With(RuleSet.Of(rule.AsInProgram, rule, [.. network.Recurrent.Select(_ => LayerOf(rule))]))
                .Explain(network, [sentence], Target.Predicted, new(Precision: precision))
                .Single()
                .Relevances;
        foreach (var precision in new[] { Precision.Bits64, Precision.Bits32 })
            Assert.Equal<double>(Words(Epsilon, precision), Words(new(new Stabilizer(0.01), 1), precision));
        static LayerRules LayerOf(EpsilonRule rule) => Layer(rule.AsInProgram, ProductRule.All);
    }

    [Fact]
    public void A_rule_of_your_own_equals_itself_only()
    {
        static LinearRule Own() => new("epsilon(ε=0.01, δ=1)", sum => Epsilon.AsInProgram.Share(sum));
        var own = Own();
        Assert.Equal(own, own with { });
        Assert.NotEqual(own, Epsilon.AsInProgram);
        Assert.True(Layer(own, ProductRule.All).Quick.IsNone);
    }

    [Fact]
    public void One_odd_place_leaves_the_quick_way_to_the_others_and_changes_no_figure()
    {
        var network = RandomNetworks.Create("an LSTM on two GRUs");
        var (sentence, rule) = (RandomNetworks.Sentences(network, 3, 5)[0], Epsilon.AsInProgram);
        var (usual, odd) = (Layer(rule, ProductRule.All), Layer(Gamma, ProductRule.Half));
        foreach (
            var rules in new[]
            {
                RuleSet.Of(Gamma, Epsilon, [usual, usual, usual]),
                RuleSet.Of(rule, Epsilon, [odd, usual, usual]),
                RuleSet.Of(rule, Epsilon, [usual, odd, usual]),
                RuleSet.Of(Gamma, Epsilon, [usual, usual, odd]),
            }
        )
        {
            var (quick, steps) = (Lrp.With(rules), Lrp.WithLedger(rules));
            Assert.Contains(quick.Name, steps.Name, StringComparison.Ordinal);
            var (ours, theirs) = (
                quick.Explain(network, sentence, Featured.Options),
                steps.Explain(network, sentence, Featured.Options)
            );
            Close.Relative(1e-11, theirs.Relevances, ours.Relevances);
            Close.Relative(1e-11, theirs.FeaturesOrThrow().Span.ToArray(), ours.FeaturesOrThrow().Span.ToArray());
        }
    }

    [Fact]
    public void Each_layer_follows_its_own_rules()
    {
        var network = RandomNetworks.Create("a GRU on an LSTM");
        var sentence = RandomNetworks.Sentences(network, 3, 5)[0];
        ImmutableArray<double> Words(LayerRules lower, LayerRules upper) =>
            Lrp.With(RuleSet.Of(Epsilon.AsInProgram, Epsilon, [lower, upper])).Explain(network, sentence).Relevances;
        var (epsilon, gamma) = (Layer(Epsilon.AsInProgram, ProductRule.All), Layer(Gamma, ProductRule.All));
        Assert.Equal(
            4,
            new[] { Words(epsilon, epsilon), Words(epsilon, gamma), Words(gamma, epsilon), Words(gamma, gamma) }
                .Select(words => words[0])
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public void A_rule_set_is_named_after_its_places()
    {
        Assert.Equal(
            "gamma(γ=0.5, ε=0.01), half; time: epsilon(ε=0.01, δ=1)",
            RuleSet.Of(Gamma, Epsilon, [Layer(Gamma, ProductRule.Half)]).Name
        );
        Assert.Equal(
            "output: flat; candidate: gamma(γ=0.5, ε=0.01); state: gamma(γ=0.5, ε=0.01); product: all; time: "
                + "epsilon(ε=0.01, δ=1)",
            RuleSet
                .Of(SquaredWeightsRule.Flat, Epsilon, [Layer(Gamma, ProductRule.All), Layer(Gamma, ProductRule.All)])
                .Name
        );
    }

    [Fact]
    public void Names_of_presets_and_of_offered_rule_sets_tell_them_apart()
    {
        Assert.Equal(40, OfferedRuleSets.Offered.Select(rules => rules.Name).Distinct().Count());
        Assert.Equal(Preset.All.Length, Preset.All.Select(preset => preset.Name).Distinct().Count());
        Assert.All(
            Preset.All,
            preset => Assert.Contains(preset.Rules.Name, OfferedRuleSets.Offered.Select(rules => rules.Name))
        );
        Assert.Equal(RuleSet.Default.Name, Preset.All[0].Rules.Name);
    }

    private static LayerRules Layer(LinearRule rule, ProductRule product) => new(rule, rule, rule, product);

    [Fact]
    public void The_rule_over_time_is_named_where_nothing_else_says_it()
    {
        var (usual, conserving) = (
            new EpsilonRule(new Stabilizer(0.001), 0),
            new EpsilonRule(new Stabilizer(0.001), 1)
        );
        Assert.Equal("flat, all", RuleSet.Of(SquaredWeightsRule.Flat, ProductRule.All, usual).Name);
        Assert.Equal(
            "flat, all; time: epsilon(ε=0.001, δ=1)",
            RuleSet.Of(SquaredWeightsRule.Flat, ProductRule.All, conserving).Name
        );
        Assert.Equal(
            "epsilon-2017(ε=0.001, δ=1), half",
            RuleSet.Of(conserving.AsInPaper, ProductRule.Half, conserving).Name
        );
    }
}
