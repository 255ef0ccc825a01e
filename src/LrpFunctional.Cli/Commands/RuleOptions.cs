using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which rules relevance follows.</summary>
internal sealed record RuleOptions(
    System.CommandLine.Option<string> Rule,
    System.CommandLine.Option<double> Gamma,
    System.CommandLine.Option<double> Alpha,
    System.CommandLine.Option<string> Product,
    System.CommandLine.Option<double> Epsilon,
    System.CommandLine.Option<double> BiasFactor)
{
    private const string EpsilonName = "epsilon";
    private const string EpsilonInPaper = "epsilon-2017";
    private const string GammaName = "gamma";
    private const string AlphaBeta = "alpha-beta";
    private const string WSquare = "w-square";
    private const string Flat = "flat";

    private static readonly ImmutableArray<ProductRule> Products = [ProductRule.All, ProductRule.Half, ProductRule.Proportional, ProductRule.Absolute];

    public static RuleOptions AddTo(Command command)
    {
        var rules = RuleSet.Default.Time;
        var options = new RuleOptions(
            new("--rule")
            {
                Description = "How LRP shares out the relevance of a sum: epsilon as in the program of Arras et al., epsilon-2017 as in their paper, gamma, alpha-beta, w-square, flat",
                DefaultValueFactory = _ => EpsilonName,
            },
            new("--gamma") { Description = "γ of the gamma rule", DefaultValueFactory = _ => 0.25, CustomParser = Number, HelpName = "NUMBER" },
            new("--alpha") { Description = "α of the alpha-beta rule; β is α − 1", DefaultValueFactory = _ => 1, CustomParser = Number, HelpName = "NUMBER" },
            new("--product")
            {
                Description = "How LRP shares out the relevance of gate times signal: all to the signal, half to each, in proportion (prop), or of their absolute values (abs)",
                DefaultValueFactory = _ => ProductRule.All.Name,
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
                Description = "Share of bias and stabilizer that is spread over the words: 0 drops it, 1 conserves the score",
                DefaultValueFactory = _ => rules.BiasFactor,
                CustomParser = Number,
                HelpName = "NUMBER",
            });
        options.Rule.AcceptOnlyFromAmong(EpsilonName, EpsilonInPaper, GammaName, AlphaBeta, WSquare, Flat);
        options.Product.AcceptOnlyFromAmong([.. Products.Select(product => product.Name)]);
        foreach (var option in new System.CommandLine.Option[] { options.Rule, options.Gamma, options.Alpha, options.Product, options.Epsilon, options.BiasFactor }) command.Options.Add(option);
        return options;
    }

    public RuleSet Read(ParseResult parsed)
    {
        var (epsilon, biasFactor) = (parsed.GetValue(Epsilon), parsed.GetValue(BiasFactor));
        return (Check(Epsilon, epsilon, epsilon >= 0 && double.IsFinite(epsilon), "a number from 0 on is expected", "0.001 is customary"),
                Check(BiasFactor, biasFactor, double.IsFinite(biasFactor), "a number is expected", "0 and 1 are customary"))
            .Apply((strength, share) => Of(parsed, strength, share))
            .OrThrow();
    }

    private RuleSet Of(ParseResult parsed, double epsilon, double biasFactor)
    {
        var rule = new EpsilonRule(new Stabilizer(epsilon), biasFactor);
        var (name, product) = (parsed.GetRequiredValue(Rule), Products.Single(product => product.Name == parsed.GetRequiredValue(Product)));
        if (name == EpsilonName && product == ProductRule.All) return RuleSet.Epsilon(epsilon, biasFactor);
        var linear = name switch
        {
            EpsilonInPaper => rule.AsInPaper,
            GammaName => GammaRule.Of(parsed.GetValue(Gamma), rule.Stabilizer),
            AlphaBeta => AlphaBetaRule.Of(parsed.GetValue(Alpha), rule.Stabilizer),
            WSquare => SquaredWeightsRule.WSquare,
            Flat => SquaredWeightsRule.Flat,
            _ => rule.AsInProgram,
        };
        return RuleSet.Of(linear, product, rule);
    }

    // Without the thousands marks that a plain conversion allows: 0,001 is not 1.
    public static double Number(ArgumentResult result)
    {
        if (!double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            result.AddError($"\"{result.Tokens[0].Value}\" is no number; write for example 0.001");
        return number;
    }

    private static Validation<Fault, double> Check(Option option, double value, bool holds, string expected, string remedy) =>
        holds ? value : new Fault(option.Name, string.Create(CultureInfo.InvariantCulture, $"it is {value}, where {expected}"), remedy);
}
