using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Laboratory;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>
/// The options that say which settings of LRP a sweep goes through: each option a list, the sweep all their
/// combinations.
/// </summary>
internal sealed record SweepOptions(
    System.CommandLine.Option<string[]> Rule,
    System.CommandLine.Option<string[]> Product,
    System.CommandLine.Option<double[]> Epsilon,
    System.CommandLine.Option<double[]> BiasFactor,
    System.CommandLine.Option<double[]> Gamma,
    System.CommandLine.Option<double[]> Alpha
)
{
    public static SweepOptions AddTo(Command command)
    {
        static System.CommandLine.Option<double[]> Numbers(string name, string description, params double[] usual) =>
            new(name)
            {
                Description = description,
                DefaultValueFactory = _ => usual,
                CustomParser = Parse,
                AllowMultipleArgumentsPerToken = true,
                HelpName = "NUMBER …",
            };
        static System.CommandLine.Option<string[]> Names(string name, string description, IEnumerable<string> all)
        {
            var option = new System.CommandLine.Option<string[]>(name)
            {
                Description = description,
                DefaultValueFactory = _ => [all.First()],
                AllowMultipleArgumentsPerToken = true,
            };
            option.AcceptOnlyFromAmong([.. all]);
            return option;
        }

        var options = new SweepOptions(
            Names("--rule", "The rules, as lrp explain has them; one or more", NamedRule.All.Select(rule => rule.Name)),
            Names(
                "--product",
                "The product rules, as lrp explain has them; one or more",
                ProductRule.Offered.Select(product => product.Name)
            ),
            Numbers(
                "--epsilon",
                "The ε of all rules but w-square and flat; one or more",
                0,
                1e-6,
                1e-4,
                0.001,
                0.01,
                0.1,
                1
            ),
            Numbers("--bias-factor", "The δ of epsilon and epsilon-2017; one or more", 0),
            Numbers("--gamma", "The γ of gamma and gamma-positive; one or more", 0.25),
            Numbers("--alpha", "The α of alpha-beta; one or more", 1)
        );
        foreach (
            var option in new System.CommandLine.Option[]
            {
                options.Rule,
                options.Product,
                options.Epsilon,
                options.BiasFactor,
                options.Gamma,
                options.Alpha,
            }
        )
            command.Options.Add(option);
        return options;
    }

    /// <summary>
    /// All combinations; a rule that has no ε or δ appears once, and follows the first of each where a network sums
    /// over time.
    /// </summary>
    /// <exception cref="FaultException">A number cannot be, or no rule has it.</exception>
    public ImmutableArray<Setting> Read(ParseResult parsed) =>
        (HasRule(parsed, Gamma, RuleNumbers.Kinds.Gamma), HasRule(parsed, Alpha, RuleNumbers.Kinds.Alpha))
            .Apply((_, _) => LanguageExt.Unit.Default)
            .Bind(_ =>
                (
                    Check(parsed, Epsilon, Stabilizer.Epsilons),
                    Check(parsed, BiasFactor, EpsilonRule.BiasFactors),
                    Check(parsed, Gamma, GammaRule.Gammas),
                    Check(parsed, Alpha, AlphaBetaRule.Alphas)
                ).Apply(
                    (epsilon, biasFactor, gamma, alpha) =>
                        Combinations(parsed, new Lists(epsilon, biasFactor, gamma, alpha)).ToImmutableArray()
                )
            )
            .OrThrow();

    private Validation<Fault, LanguageExt.Unit> HasRule(
        ParseResult parsed,
        System.CommandLine.Option option,
        RuleNumbers.Kinds kind
    ) =>
        parsed.GetResult(option) is { Implicit: false }
            ? NamedRule.Require(option.Name, kind, parsed.GetRequiredValue(Rule))
            : LanguageExt.Unit.Default;

    // A number that a rule does not have is the first of its list, once.
    private IEnumerable<Setting> Combinations(ParseResult parsed, Lists lists) =>
        from name in parsed.GetRequiredValue(Rule).Distinct()
        let rule = NamedRule.All.Single(candidate => candidate.Name == name)
        from product in parsed.GetRequiredValue(Product).Distinct()
        let products = ProductRule.Offered.Single(candidate => candidate.Name == product)
        from gamma in Of(lists.Gamma, rule.Numbers.HasFlag(RuleNumbers.Kinds.Gamma))
        from alpha in Of(lists.Alpha, rule.Numbers.HasFlag(RuleNumbers.Kinds.Alpha))
        from biasFactor in Of(lists.BiasFactor, rule.Numbers.HasFlag(RuleNumbers.Kinds.BiasFactor))
        from epsilon in Of(lists.Epsilon, rule.Numbers.HasFlag(RuleNumbers.Kinds.Epsilon))
        let numbers = new RuleNumbers(
            new EpsilonRule(new Stabilizer(epsilon.Value), biasFactor.Value),
            gamma.Value,
            alpha.Value
        )
        select new Setting(
            name,
            product,
            epsilon.Said,
            biasFactor.Said,
            gamma.Said,
            alpha.Said,
            RuleSet.Of(rule.Of(numbers), products, numbers.Rule)
        );

    private static IEnumerable<(double Value, LanguageExt.Option<double> Said)> Of(
        ImmutableArray<double> numbers,
        bool has
    ) =>
        has
            ? numbers.Select(number => (number, LanguageExt.Option<double>.Some(number)))
            : [(numbers[0], LanguageExt.Option<double>.None)];

    private static Validation<Fault, ImmutableArray<double>> Check(
        ParseResult parsed,
        System.CommandLine.Option<double[]> option,
        NumberRange range
    ) => Validations.All(parsed.GetRequiredValue(option).Distinct().Select(value => range.Check(option.Name, value)));

    private static double[] Parse(ArgumentResult result)
    {
        var numbers = result
            .Tokens.Select(token =>
                (
                    token.Value,
                    IsNumber: double.TryParse(
                        token.Value,
                        NumberStyles.Float,
                        CultureInfo.InvariantCulture,
                        out var number
                    ),
                    Number: number
                )
            )
            .ToArray();
        foreach (var (text, _, _) in numbers.Where(number => !number.IsNumber))
            result.AddError($"\"{text}\" is no number; write for example 0.001");
        return [.. numbers.Select(number => number.Number)];
    }

    private sealed record Lists(
        ImmutableArray<double> Epsilon,
        ImmutableArray<double> BiasFactor,
        ImmutableArray<double> Gamma,
        ImmutableArray<double> Alpha
    );
}
