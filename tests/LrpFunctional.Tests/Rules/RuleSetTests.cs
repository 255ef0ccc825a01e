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
    public void One_epsilon_rule_at_every_place_takes_the_quick_way_however_it_was_said()
    {
        var (rule, gamma) = (Epsilon.AsInProgram, Gamma);
        Assert.True(
            RuleSet
                .Of(rule, Epsilon, [Layer(rule, ProductRule.All), Layer(rule, ProductRule.All) with { Gates = gamma }])
                .Everywhere.IsSome
        );
        Assert.True(RuleSet.Of(rule, ProductRule.All, Epsilon).Everywhere.IsSome);
        Assert.True(RuleSet.Of(gamma, Epsilon, [Layer(rule, ProductRule.All)]).Everywhere.IsNone);
        Assert.True(
            RuleSet.Of(rule, Epsilon, [Layer(rule, ProductRule.All), Layer(rule, ProductRule.Half)]).Everywhere.IsNone
        );
        Assert.True(RuleSet.Of(rule, Epsilon, [Layer(rule, ProductRule.All) with { State = gamma }]).Everywhere.IsNone);
        Assert.True(RuleSet.Of(Epsilon.AsInPaper, ProductRule.All, Epsilon).Everywhere.IsNone);
        Assert.True(RuleSet.Of(rule, ProductRule.All, new EpsilonRule(new Stabilizer(0.1), 1)).Everywhere.IsNone);
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
