using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which rules relevance follows.</summary>
internal sealed record RuleOptions(
    System.CommandLine.Option<string?> Preset,
    System.CommandLine.Option<string[]> Rule,
    System.CommandLine.Option<string[]> Product,
    System.CommandLine.Option<double> Gamma,
    System.CommandLine.Option<double> Alpha,
    System.CommandLine.Option<double> Epsilon,
    System.CommandLine.Option<double> BiasFactor
)
{
    public static RuleOptions AddTo(Command command)
    {
        var rules = RuleSet.Default.Time;
        var options = new RuleOptions(
            new("--preset")
            {
                Description =
                    "All rules of LRP by one name, in place of --rule and --product: "
                    + $"{string.Join("; ", Rules.Preset.All.Select(preset => $"{preset.Name}: {preset.Description}"))} "
                    + $"[default: {Rules.Preset.All[0].Name}]",
            },
            new("--rule")
            {
                Description =
                    "How LRP shares out the relevance of a sum: epsilon as in the program of Arras et al., "
                    + "epsilon-2017 as in their paper, gamma, "
                    + "gamma-positive (gamma for inputs that are not negative), alpha-beta, w-square, flat; "
                    + "everywhere or at one PLACE: output, candidate, state, gates, or one layer's, counted "
                    + "from 0, as layer0.candidate; at normalisation and layer0.normalisation, where a network has it, "
                    + "also identity, which is usual there; at attention, layer0.attention and reading.attention "
                    + "gates, which is usual there, or attnlrp; repeatable [default: epsilon]",
                HelpName = "[PLACE=]NAME",
            },
            new("--product")
            {
                Description =
                    "How LRP shares out the relevance of gate times signal: all to the signal, half to each, "
                    + "in proportion (prop), or of their absolute values (abs); "
                    + "everywhere or in one layer, as layer0=half; repeatable [default: all]",
                HelpName = "[LAYER=]NAME",
            },
            new("--gamma")
            {
                Description = "γ of gamma and gamma-positive, from 0 on",
                DefaultValueFactory = _ => 0.25,
                CustomParser = Number,
                HelpName = "NUMBER",
            },
            new("--alpha")
            {
                Description = "α of the alpha-beta rule, from 1 on; β is α − 1",
                DefaultValueFactory = _ => 1,
                CustomParser = Number,
                HelpName = "NUMBER",
            },
            new("--epsilon")
            {
                Description = "Stabilizer of the epsilon rule",
                DefaultValueFactory = _ => rules.Stabilizer.Epsilon,
                CustomParser = Number,
                HelpName = "NUMBER",
            },
            new("--bias-factor")
            {
                Description =
                    "Share of bias and stabilizer that is spread over the words: 0 drops it, 1 conserves the "
                    + "score [default: the preset's, or 0]",
                CustomParser = Number,
                HelpName = "NUMBER",
            }
        );
        options.Preset.AcceptOnlyFromAmong([.. Rules.Preset.All.Select(preset => preset.Name)]);
        foreach (var option in options.All)
            command.Options.Add(option);
        return options;
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<System.CommandLine.Option> All => [Preset, Rule, Product, Gamma, Alpha, Epsilon, BiasFactor];

    /// <summary>The rules, for a network that is put together in this way.</summary>
    public RuleSet Read(ParseResult parsed, Composition composition)
    {
        var preset = parsed.GetValue(Preset) is { } name
            ? Rules.Preset.All.Single(preset => preset.Name == name)
            : null;
        if (
            preset is not null
            && new Option[] { Rule, Product, Gamma, Alpha }.FirstOrDefault(option =>
                parsed.GetResult(option) is { Implicit: false }
            )
                is { } other
        )
            throw new FaultException(
                new Fault(
                    Preset.Name,
                    $"{preset.Name} says all rules, and so does {other.Name}",
                    "leave out one or the other"
                )
            );
        var biasFactor = parsed.GetResult(BiasFactor) is null
            ? preset?.BiasFactor ?? RuleSet.Default.Time.BiasFactor
            : parsed.GetValue(BiasFactor);
        return (
            Stabilizer.Epsilons.Check(Epsilon.Name, parsed.GetValue(Epsilon)),
            EpsilonRule.BiasFactors.Check(BiasFactor.Name, biasFactor),
            Number(parsed, Gamma, GammaRule.Gammas, RuleNumbers.Kinds.Gamma),
            Number(parsed, Alpha, AlphaBetaRule.Alphas, RuleNumbers.Kinds.Alpha)
        )
            .Apply(
                (epsilon, share, gamma, alpha) =>
                    new RuleNumbers(new EpsilonRule(new Stabilizer(epsilon), share), gamma, alpha)
            )
            .Bind(numbers =>
                preset is null
                    ? PlaceByPlace(parsed, numbers, composition)
                    : preset.With(numbers.Rule.Stabilizer, numbers.Rule.BiasFactor)
            )
            .OrThrow();
    }

    // A number that is said must be one of a rule that applies.
    private Validation<Fault, double> Number(
        ParseResult parsed,
        System.CommandLine.Option<double> option,
        NumberRange range,
        RuleNumbers.Kinds kind
    ) =>
        range
            .Check(option.Name, parsed.GetValue(option))
            .Bind(number =>
                parsed.GetResult(option) is { Implicit: false }
                    ? NamedRule
                        .Require(
                            option.Name,
                            kind,
                            (parsed.GetValue(Rule) ?? []).Select(rule => rule[(rule.LastIndexOf('=') + 1)..])
                        )
                        .Map(_ => number)
                    : number
            );

    private Validation<Fault, RuleSet> PlaceByPlace(ParseResult parsed, RuleNumbers numbers, Composition composition)
    {
        var (epsilon, places) = (numbers.Rule, new RulePlaces(composition));
        var said = parsed.GetValue(Rule) ?? [];
        ImmutableArray<(string, LinearRule)> linear = [.. NamedRule.All.Select(rule => (rule.Name, rule.Of(numbers)))];
        return (
            Placed.Of(Rule, RulePlaces.AtSums(said), linear, places.All),
            Placed.Of(
                Rule,
                RulePlaces.At(RulePlaces.Normalisation, said),
                linear.Insert(0, (IdentityRule.Value.Name, IdentityRule.Value)),
                places.All
            ),
            Placed.Of(
                Rule,
                RulePlaces.At(RulePlaces.Attention, said),
                [.. AttentionRule.Offered.Select(rule => (rule.Name, rule))],
                places.All
            ),
            Placed.Of(
                Product,
                parsed.GetValue(Product) ?? [],
                [.. ProductRule.Offered.Select(product => (product.Name, product))],
                places.Layers
            )
        ).Apply(
            (rules, normalisations, attentions, products) =>
            {
                AttentionRule AttentionOf(string part) =>
                    attentions.At($"{part}.{RulePlaces.Attention}", RulePlaces.Attention).IfNone(AttentionRule.Gates);
                LayerRules OfLayer(string layer)
                {
                    LinearRule Of(string place) =>
                        rules.At($"{layer}.{place}", place, Placed.Everywhere).IfNone(epsilon.AsInProgram);
                    return new LayerRules(
                        Of(RulePlaces.Candidate),
                        Of(RulePlaces.State),
                        Of(RulePlaces.Gates),
                        products.At(layer, Placed.Everywhere).IfNone(ProductRule.All)
                    )
                    {
                        Normalisation = normalisations
                            .At($"{layer}.{RulePlaces.Normalisation}", RulePlaces.Normalisation)
                            .IfNone(IdentityRule.Value),
                        Attention = AttentionOf(layer),
                    };
                }

                var placed = RuleSet.Of(
                    rules.At(RulePlaces.Output, Placed.Everywhere).IfNone(epsilon.AsInProgram),
                    epsilon,
                    [.. places.Layers.Select(OfLayer)]
                );
                return places.ReadsByAttention ? placed.WithReading(AttentionOf(RulePlaces.Reading)) : placed;
            }
        );
    }

    // Without the thousands marks that a plain conversion allows: 0,001 is not 1.
    public static double Number(ArgumentResult result)
    {
        if (!double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            result.AddError($"\"{result.Tokens[0].Value}\" is no number; write for example 0.001");
        return number;
    }
}
