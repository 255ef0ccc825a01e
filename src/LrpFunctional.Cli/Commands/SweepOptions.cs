using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which settings of LRP a sweep goes through: each option a list, the sweep all their combinations.</summary>
internal sealed record SweepOptions(
    System.CommandLine.Option<string[]> Rule,
    System.CommandLine.Option<string[]> Product,
    System.CommandLine.Option<double[]> Epsilon,
    System.CommandLine.Option<double[]> BiasFactor,
    System.CommandLine.Option<double[]> Gamma,
    System.CommandLine.Option<double[]> Alpha)
{
    private static readonly ImmutableArray<ProductRule> Products = [ProductRule.All, ProductRule.Half, ProductRule.Proportional, ProductRule.Absolute];

    // A rule's combinations, given the lists: of the numbers that it has, and of no others.
    private static readonly ImmutableArray<(string Name, Func<Lists, IEnumerable<Linear>> Of)> Rules =
    [
        ("epsilon", lists => lists.EpsilonRules(rule => rule.AsInProgram)),
        ("epsilon-2017", lists => lists.EpsilonRules(rule => rule.AsInPaper)),
        ("gamma", lists => from gamma in lists.Gamma from epsilon in lists.Epsilon select new Linear(GammaRule.Of(gamma, new(epsilon)), lists.Time(epsilon), Epsilon: epsilon, Gamma: gamma)),
        ("alpha-beta", lists => from alpha in lists.Alpha from epsilon in lists.Epsilon select new Linear(AlphaBetaRule.Of(alpha, new(epsilon)), lists.Time(epsilon), Epsilon: epsilon, Alpha: alpha)),
        ("w-square", lists => [new Linear(SquaredWeightsRule.WSquare, lists.Time(lists.Epsilon[0]))]),
        ("flat", lists => [new Linear(SquaredWeightsRule.Flat, lists.Time(lists.Epsilon[0]))]),
    ];

    public static SweepOptions AddTo(Command command)
    {
        static System.CommandLine.Option<double[]> Numbers(string name, string description, params double[] usual) => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            CustomParser = Parse,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "NUMBER …",
        };
        static System.CommandLine.Option<string[]> Names(string name, string description, IEnumerable<string> all)
        {
            var option = new System.CommandLine.Option<string[]>(name) { Description = description, DefaultValueFactory = _ => [all.First()], AllowMultipleArgumentsPerToken = true };
            option.AcceptOnlyFromAmong([.. all]);
            return option;
        }

        var options = new SweepOptions(
            Names("--rule", "The rules, as lrp explain has them; one or more", Rules.Select(rule => rule.Name)),
            Names("--product", "The product rules, as lrp explain has them; one or more", Products.Select(product => product.Name)),
            Numbers("--epsilon", "The ε of all rules but w-square and flat; one or more", 0, 1e-6, 1e-4, 0.001, 0.01, 0.1, 1),
            Numbers("--bias-factor", "The δ of epsilon and epsilon-2017; one or more", 0),
            Numbers("--gamma", "The γ of gamma; one or more", 0.25),
            Numbers("--alpha", "The α of alpha-beta; one or more", 1));
        foreach (var option in new System.CommandLine.Option[] { options.Rule, options.Product, options.Epsilon, options.BiasFactor, options.Gamma, options.Alpha }) command.Options.Add(option);
        return options;
    }

    /// <summary>All combinations; a rule that has no ε or δ appears once, and follows the first of each where a network sums over time.</summary>
    public ImmutableArray<Setting> Read(ParseResult parsed) =>
        (Check(parsed, Epsilon, epsilon => epsilon >= 0 && double.IsFinite(epsilon), "a number from 0 on is expected"),
            Check(parsed, BiasFactor, double.IsFinite, "a number is expected"),
            Check(parsed, Gamma, double.IsFinite, "a number is expected"),
            Check(parsed, Alpha, double.IsFinite, "a number is expected"))
        .Apply((epsilon, biasFactor, gamma, alpha) => Combinations(parsed, new Lists(epsilon, biasFactor, gamma, alpha)).ToImmutableArray())
        .OrThrow();

    private IEnumerable<Setting> Combinations(ParseResult parsed, Lists lists) =>
        from rule in parsed.GetRequiredValue(Rule).Distinct()
        from product in parsed.GetRequiredValue(Product).Distinct()
        from linear in Rules.Single(candidate => candidate.Name == rule).Of(lists)
        select new Setting(
            rule, product, linear.Epsilon, linear.BiasFactor, linear.Gamma, linear.Alpha, RuleSet.Of(linear.Rule, Products.Single(candidate => candidate.Name == product), linear.Time));

    private static Validation<Fault, ImmutableArray<double>> Check(ParseResult parsed, System.CommandLine.Option<double[]> option, Func<double, bool> holds, string expected) =>
        Validations.All(parsed.GetRequiredValue(option).Distinct().Select(value => Validations.Require(
                holds(value), new Fault(option.Name, string.Create(CultureInfo.InvariantCulture, $"it is {value}, where {expected}"), "leave it out of the list"))
            .Map(_ => value)));

    private static double[] Parse(ArgumentResult result)
    {
        var numbers = result.Tokens
            .Select(token => (token.Value, IsNumber: double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number), Number: number)).ToArray();
        foreach (var (text, _, _) in numbers.Where(number => !number.IsNumber)) result.AddError($"\"{text}\" is no number; write for example 0.001");
        return [.. numbers.Select(number => number.Number)];
    }

    private sealed record Linear(
        LinearRule Rule,
        EpsilonRule Time,
        LanguageExt.Option<double> Epsilon = default,
        LanguageExt.Option<double> BiasFactor = default,
        LanguageExt.Option<double> Gamma = default,
        LanguageExt.Option<double> Alpha = default);

    private sealed record Lists(ImmutableArray<double> Epsilon, ImmutableArray<double> BiasFactor, ImmutableArray<double> Gamma, ImmutableArray<double> Alpha)
    {
        public EpsilonRule Time(double epsilon) => new(new Stabilizer(epsilon), BiasFactor[0]);

        public IEnumerable<Linear> EpsilonRules(Func<EpsilonRule, LinearRule> form) =>
            from biasFactor in BiasFactor
            from epsilon in Epsilon
            let rule = new EpsilonRule(new Stabilizer(epsilon), biasFactor)
            select new Linear(form(rule), rule, Epsilon: epsilon, BiasFactor: biasFactor);
    }
}
