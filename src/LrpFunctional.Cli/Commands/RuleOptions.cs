using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
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
    private const string Output = "output";
    private const string Candidate = "candidate";
    private const string State = "state";
    private const string Gates = "gates";
    private const string Everywhere = "";

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
                    + "from 0, as layer0.candidate; repeatable [default: epsilon]",
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

    /// <summary>The rules, for a network of the given number of recurrent layers.</summary>
    public RuleSet Read(ParseResult parsed, int layers)
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
                    ? PlaceByPlace(parsed, numbers, layers)
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

    private Validation<Fault, RuleSet> PlaceByPlace(ParseResult parsed, RuleNumbers numbers, int layers)
    {
        string[] places = [Candidate, State, Gates];
        var epsilon = numbers.Rule;
        var linear = NamedRule.All.ToDictionary(rule => rule.Name, rule => rule.Of(numbers));
        return (
            Placed(
                Rule,
                parsed.GetValue(Rule),
                linear,
                [
                    Output,
                    .. places,
                    .. Enumerable
                        .Range(0, layers)
                        .SelectMany(layer => places.Select(place => $"{Layer(layer)}.{place}")),
                ]
            ),
            Placed(
                Product,
                parsed.GetValue(Product),
                ProductRule.Offered.ToDictionary(product => product.Name),
                [.. Enumerable.Range(0, layers).Select(Layer)]
            )
        ).Apply(
            (rules, products) =>
            {
                // The most precise place that is named decides.
                LinearRule At(params string[] named) =>
                    named
                        .Append(Everywhere)
                        .Where(rules.ContainsKey)
                        .Select(place => rules[place])
                        .FirstOrDefault(epsilon.AsInProgram);
                LayerRules OfLayer(int layer)
                {
                    LinearRule Of(string place) => At($"{Layer(layer)}.{place}", place);
                    var product =
                        products.GetValueOrDefault(Layer(layer))
                        ?? products.GetValueOrDefault(Everywhere)
                        ?? ProductRule.All;
                    return new(Of(Candidate), Of(State), Of(Gates), product);
                }

                return RuleSet.Of(At(Output), epsilon, [.. Enumerable.Range(0, layers).Select(OfLayer)]);
            }
        );
    }

    private static string Layer(int layer) => string.Create(CultureInfo.InvariantCulture, $"layer{layer}");

    /// <summary>What [PLACE=]NAME says of each place; the empty place is everywhere.</summary>
    private static Validation<Fault, ImmutableDictionary<string, T>> Placed<T>(
        Option option,
        string[]? given,
        IReadOnlyDictionary<string, T> offered,
        ImmutableArray<string> places
    )
    {
        var parts = (given ?? [])
            .Select(text => (Text: text, Cut: text.LastIndexOf('=')))
            .Select(said =>
                (said.Text, Place: said.Cut < 0 ? Everywhere : said.Text[..said.Cut], Name: said.Text[(said.Cut + 1)..])
            )
            .ToArray();
        Fault Fault(string text, string problem, string remedy) => new($"{option.Name} {text}", problem, remedy);
        var faults = parts
            .Where(said => said.Text.StartsWith('=') || !(said.Place == Everywhere || places.Contains(said.Place)))
            .Select(said =>
                Fault(
                    said.Text,
                    $"this network has no place \"{said.Place}\"",
                    $"name one of {string.Join(", ", places)}, or none for everywhere"
                )
            )
            .Concat(
                parts
                    .Where(said => !offered.ContainsKey(said.Name))
                    .Select(said =>
                        Fault(
                            said.Text,
                            $"there is no rule \"{said.Name}\"",
                            $"name one of {string.Join(", ", offered.Keys)}"
                        )
                    )
            )
            .Concat(
                parts
                    .GroupBy(said => said.Place)
                    .Where(same => same.Count() > 1)
                    .Select(same =>
                        Fault(
                            same.Last().Text,
                            $"{(same.Key == Everywhere ? "everywhere" : same.Key)} has a rule already, "
                                + $"{same.First().Name}",
                            "name one"
                        )
                    )
            )
            .ToArray();
        return faults.Length > 0
            ? Validation<Fault, ImmutableDictionary<string, T>>.Fail(faults.ToSeq())
            : parts.ToImmutableDictionary(said => said.Place, said => offered[said.Name]);
    }

    // Without the thousands marks that a plain conversion allows: 0,001 is not 1.
    public static double Number(ArgumentResult result)
    {
        if (!double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            result.AddError($"\"{result.Tokens[0].Value}\" is no number; write for example 0.001");
        return number;
    }
}
