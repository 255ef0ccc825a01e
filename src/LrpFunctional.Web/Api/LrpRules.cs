using LanguageExt;
using LrpFunctional.Cli;
using LrpFunctional.Rules;

namespace LrpFunctional.Web.Api;

/// <summary>The rules of LRP that a request names.</summary>
internal static class LrpRules
{
    /// <summary>γ, where nobody says another.</summary>
    public const double UsualGamma = 0.25;

    /// <summary>α, where nobody says another.</summary>
    public const double UsualAlpha = 1;

    /// <summary>The name of one part of a request that says something about LRP, if any does.</summary>
    public static string? Named(ExplainRequest request) =>
        Parts(request).Where(part => part.IsGiven).Select(part => part.Name).FirstOrDefault();

    /// <summary>The rules, or every fault in them.</summary>
    public static Validation<Fault, RuleSet> Of(ExplainRequest request)
    {
        var usual = RuleSet.Default.Time;
        return (
            Chosen("preset", request.Preset, Preset.All, preset => preset.Name).Bind(preset => Alone(request, preset)),
            Chosen("rule", request.Rule, NamedRule.All, rule => rule.Name).Bind(rule => Fits(request, rule)),
            Chosen("product", request.Product, ProductRule.Offered, product => product.Name),
            Stabilizer.Epsilons.Check("epsilon", request.Epsilon ?? usual.Stabilizer.Epsilon),
            GammaRule.Gammas.Check("gamma", request.Gamma ?? UsualGamma),
            AlphaBetaRule.Alphas.Check("alpha", request.Alpha ?? UsualAlpha)
        )
            .Apply((preset, rule, product, epsilon, gamma, alpha) => (preset, rule, product, epsilon, gamma, alpha))
            .Bind(said =>
                EpsilonRule
                    .BiasFactors.Check(
                        "biasFactor",
                        request.BiasFactor ?? said.preset.Match(preset => preset.BiasFactor, usual.BiasFactor)
                    )
                    .Map(share =>
                    {
                        var numbers = new RuleNumbers(
                            new EpsilonRule(new Stabilizer(said.epsilon), share),
                            said.gamma,
                            said.alpha
                        );
                        return said.preset.Match(
                            preset => preset.With(numbers.Rule.Stabilizer, share),
                            () =>
                                RuleSet.Of(
                                    said.rule.IfNone(NamedRule.All[0]).Of(numbers),
                                    said.product.IfNone(ProductRule.All),
                                    numbers.Rule
                                )
                        );
                    })
            );
    }

    private static (string Name, bool IsGiven)[] Parts(ExplainRequest request) =>
        [
            ("preset", request.Preset is not null),
            ("rule", request.Rule is not null),
            ("product", request.Product is not null),
            ("gamma", request.Gamma is not null),
            ("alpha", request.Alpha is not null),
            ("epsilon", request.Epsilon is not null),
            ("biasFactor", request.BiasFactor is not null),
        ];

    private static Validation<Fault, Option<T>> Chosen<T>(
        string part,
        string? said,
        IEnumerable<T> offered,
        Func<T, string> name
    ) =>
        said is null ? Option<T>.None
        : offered.Find(one => name(one) == said) is { IsSome: true } found ? found
        : new Fault(part, $"it is \"{said}\"", $"name one of {string.Join(", ", offered.Select(name))}");

    private static Validation<Fault, Option<Preset>> Alone(ExplainRequest request, Option<Preset> preset) =>
        preset.IsSome
        && Parts(request)
            .Where(part => part is { IsGiven: true, Name: "rule" or "product" or "gamma" or "alpha" })
            .Select(part => part.Name)
            .FirstOrDefault()
            is { } other
            ? new Fault("preset", $"it says all rules, and so does {other}", "leave out one or the other")
            : preset;

    // A number that is said must be one of the rule.
    private static Validation<Fault, Option<NamedRule>> Fits(ExplainRequest request, Option<NamedRule> rule)
    {
        var kinds = rule.IfNone(NamedRule.All[0]).Numbers;
        Validation<Fault, LanguageExt.Unit> Idle(string part, double? number, RuleNumbers.Kinds kind) =>
            Validations.Require(
                number is null || kinds.HasFlag(kind) || request.Preset is not null,
                new Fault(
                    part,
                    "the rule has no such number",
                    $"leave it out, or name the rule {string.Join(" or ", NamedRule.With(kind))}"
                )
            );
        return (
            Idle("gamma", request.Gamma, RuleNumbers.Kinds.Gamma),
            Idle("alpha", request.Alpha, RuleNumbers.Kinds.Alpha)
        ).Apply((_, _) => rule);
    }
}
