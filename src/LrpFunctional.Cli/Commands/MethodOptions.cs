using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which methods explain, and how.</summary>
internal sealed record MethodOptions(
    Option<string[]> Method,
    Option<int> Window,
    Option<string> Erasure,
    Option<string> Baseline,
    Option<int> Steps,
    Option<int?> Samples,
    Option<double> Deviation,
    Option<int> Exact,
    Option<int> Orders,
    Option<int> Longest,
    Option<string?> Norm,
    Option<string> BiasProduct,
    Option<double?> Until,
    Option<int> Seed
)
{
    private const string All = "all";

    /// <summary>Those of its options that say something about the command itself, whatever methods are chosen.</summary>
    public ImmutableArray<Option> OfCommand { get; init; } = [];

    /// <summary>Whether the usual methods are only those of them that the network supports.</summary>
    public bool LeavesOut { get; init; }

    private static readonly ImmutableArray<string> Occlusions = ["occlusion", "occlusion-3", "occlusion-7"];
    private static readonly ImmutableArray<string> Noisy = ["smoothgrad", "smoothgrad-gi", "gradient-variance"];

    /// <summary>The name of the option that says what methods start from, where nothing else has it.</summary>
    public const string UsualBaseline = "--baseline";

    /// <param name="command">The command.</param>
    /// <param name="baseline">The name of the option that says what methods start from.</param>
    /// <param name="usual">The methods where none is named.</param>
    public static MethodOptions AddTo(Command command, string baseline, params string[] usual)
    {
        var noise = new Noise();
        var options = new MethodOptions(
            new("--method")
            {
                HelpName = "METHOD",
                Description =
                    string.Join("; ", OfferedMethods.All.Select(method => $"{method.Name}: {method.Description}"))
                    + $"; {All}: each that the network supports; repeatable",
                DefaultValueFactory = _ => usual,
            },
            new("--window")
            {
                Description = "Words that occlusion takes out at a time, up to 1000",
                DefaultValueFactory = _ => 1,
                HelpName = "N",
            },
            new("--erasure")
            {
                Description =
                    "What occlusion, occlusion-3 and occlusion-7 put in their place: zero, unknown (the "
                    + "unknown word) or removal",
                DefaultValueFactory = _ => "zero",
            },
            new(baseline)
            {
                Description =
                    "What ig and deeplift start from: zero, mean (of the word vectors) or unknown (the unknown word)",
                DefaultValueFactory = _ => "zero",
            },
            new("--steps")
            {
                Description = "Gauss-Legendre nodes of ig, up to 10000",
                DefaultValueFactory = _ => IntegratedGradients.UsualSteps,
                HelpName = "N",
            },
            new("--samples")
            {
                Description =
                    $"Samples of smoothgrad, smoothgrad-gi and gradient-variance [default: {noise.Samples}], "
                    + $"or the most substrings of limsse [default: {Limsse.UsualSamples}]",
                HelpName = "N",
            },
            new("--deviation")
            {
                Description =
                    "Noise of smoothgrad, smoothgrad-gi and gradient-variance, in parts of the range of the "
                    + "sentence's numbers",
                DefaultValueFactory = _ => noise.Deviation,
                CustomParser = RuleOptions.Number,
                HelpName = "NUMBER",
            },
            new("--exact")
            {
                Description = "Longest sentence whose sets of words shapley enumerates",
                DefaultValueFactory = _ => Shapley.UsualMostExact,
                HelpName = "N",
            },
            new("--orders")
            {
                Description = "Orders that shapley draws for longer sentences",
                DefaultValueFactory = _ => Shapley.UsualPermutations,
                HelpName = "N",
            },
            new("--longest")
            {
                Description = "Longest substring of limsse",
                DefaultValueFactory = _ => Limsse.UsualLongest,
                HelpName = "N",
            },
            new("--norm")
            {
                Description =
                    "Size of the gradient of a word: squared, l1, l2 or max [default: squared by sa; l1 by "
                    + "saliency and smoothgrad]",
            },
            new("--bias-product")
            {
                Description =
                    "Where cd puts what the biases of an input gate and a candidate write together: rest, or "
                    + "phrase as the authors' program does",
                DefaultValueFactory = _ => "rest",
            },
            new("--until")
            {
                Description =
                    "Let shapley, limsse, smoothgrad, smoothgrad-gi and gradient-variance draw samples until no "
                    + "word of a sentence has a larger standard error, in the unit of the relevances; --orders and "
                    + "--samples are "
                    + $"then the most [default then: {Shapley.UsualMost} orders, {Noise.UsualMost} samples, "
                    + $"{Limsse.UsualMost} substrings]",
                HelpName = "NUMBER",
                CustomParser = result => RuleOptions.Number(result),
            },
            new("--seed")
            {
                Description =
                    "Where the random numbers of smoothgrad, smoothgrad-gi, gradient-variance, shapley and "
                    + "limsse come from",
                DefaultValueFactory = _ => 0,
                HelpName = "N",
            }
        );
        options.Method.AcceptOnlyFromAmong([.. OfferedMethods.All.Select(method => method.Name), All]);
        options.Erasure.AcceptOnlyFromAmong("zero", "unknown", "removal");
        options.Baseline.AcceptOnlyFromAmong("zero", "mean", "unknown");
        options.Norm.AcceptOnlyFromAmong([.. Methods.Norm.Offered.Select(norm => norm.Name)]);
        options.BiasProduct.AcceptOnlyFromAmong("rest", "phrase");
        foreach (var option in options.Uses.Select(use => use.Option).Prepend(options.Method))
            command.Options.Add(option);
        return options;
    }

    /// <summary>
    /// The methods chosen, in their order, each once; of all of them, those that have equations for the network and the
    /// target.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="lrp">What lrp is.</param>
    /// <param name="ofLrp">The options that say it.</param>
    /// <param name="network">The network that is to be explained.</param>
    /// <param name="target">What is to be explained.</param>
    /// <param name="fits">Whether a method has the numbers that are asked for.</param>
    /// <exception cref="FaultException">An option says nothing about the methods chosen, or has a number that cannot
    /// be.</exception>
    public ImmutableArray<Method> Read(
        ParseResult parsed,
        Method lrp,
        ImmutableArray<Option> ofLrp,
        RecurrentNetwork network,
        Target target,
        Func<Method, bool> fits
    )
    {
        var wanted = parsed.GetRequiredValue(Method).Distinct().ToImmutableArray();
        var names = wanted.Contains(All) ? [.. OfferedMethods.All.Select(method => method.Name)] : wanted;
        ImmutableArray<Fault> idle =
        [
            .. Uses.AddRange(ofLrp.Select(option => (option, ImmutableArray.Create(lrp.Name))))
                .Where(use => !OfCommand.Contains(use.Option))
                .Where(use => parsed.GetResult(use.Option) is { Implicit: false } && !use.By.Any(names.Contains))
                .Select(use => new Fault(
                    use.Option.Name,
                    $"it says nothing about {string.Join(", ", names)}, but about {string.Join(", ", use.By)}",
                    "leave it out, or choose such a method"
                )),
        ];
        if (!idle.IsEmpty)
            throw new FaultException(idle);
        Validations
            .All(
                Numbers(parsed)
                    .Where(number => names.Contains(number.Of))
                    .Select(number => number.Range.Check(number.Option.Name, number.Value))
            )
            .OrThrow();
        var offered = Offered(parsed, lrp).ToImmutableDictionary(one => one.Name, one => one.Make);
        ImmutableArray<Method> methods = [.. names.Select(name => offered[name]())];
        if (methods.GroupBy(method => method.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new FaultException(
                new Fault("--method", $"two of them are {twice.Key}", "leave one out, or choose another --window")
            );
        return wanted.Contains(All) || (LeavesOut && !IsSaid(parsed))
            ? Supported(methods, method => fits(method) && Supports(method, network, target))
            : methods;
    }

    /// <summary>Whether methods are named.</summary>
    public bool IsSaid(ParseResult parsed) => parsed.GetResult(Method) is { Implicit: false };

    private static ImmutableArray<Method> Supported(ImmutableArray<Method> methods, Func<Method, bool> supports)
    {
        var supported = methods.Where(supports).ToImmutableArray();
        foreach (var method in methods.Except(supported))
            Messages.Line($"lrp: {method.Name} is left out: it does not support this network, target or pooling");
        return supported;
    }

    // Tried on the shortest sequence that is read.
    private static bool Supports(Method method, RecurrentNetwork network, Target target)
    {
        var shortest = network.ReadsNumbers
            ? new[] { 0.0, 1 }.Select(number =>
                Sentence.Of(
                    Matrix.Constant(network.StaticSize > 0 ? 2 : 1, network.InputSize, number),
                    LanguageExt.Option<int>.Some(0)
                )
            )
            : Enumerable
                .Range(0, network.Embedding.Rows)
                .Append(Sentence.ZeroId)
                .Select(id => Sentence.Of([""], [id], LanguageExt.Option<int>.Some(0)));
        try
        {
            return method
                    .Explain(network, shortest.First(sentence => !network.StepsRead(sentence).IsEmpty), target)
                    .Length > 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Each option, and the methods that it says something about.</summary>
    private ImmutableArray<(Option Option, ImmutableArray<string> By)> Uses =>
        [
            (Window, ["occlusion"]),
            (Erasure, Occlusions),
            (Baseline, ["ig", "deeplift"]),
            (Steps, ["ig"]),
            (Samples, [.. Noisy, "limsse"]),
            (Deviation, Noisy),
            (Exact, ["shapley"]),
            (Orders, ["shapley"]),
            (Longest, ["limsse"]),
            (Norm, ["sa", "saliency", "smoothgrad"]),
            (BiasProduct, ["cd"]),
            (Until, [.. Noisy, "shapley", "limsse"]),
            (Seed, [.. Noisy, "shapley", "limsse"]),
        ];

    /// <summary>Each number, the method that it is of, and what it may be there.</summary>
    private IEnumerable<(Option Option, string Of, NumberRange Range, double Value)> Numbers(ParseResult parsed) =>
        [
            (Window, "occlusion", Occlusion.Windows, parsed.GetValue(Window)),
            (Steps, "ig", IntegratedGradients.StepCounts, parsed.GetValue(Steps)),
            .. parsed.GetValue(Samples) is { } samples
                ? Noisy
                    .Select(name => ((Option)Samples, name, Noise.SampleCounts, (double)samples))
                    .Append((Samples, "limsse", Limsse.SampleCounts, samples))
                : [],
            .. Noisy.Select(name => ((Option)Deviation, name, Noise.Deviations, parsed.GetValue(Deviation))),
            (Exact, "shapley", Shapley.ExactLengths, parsed.GetValue(Exact)),
            (Orders, "shapley", Shapley.OrderCounts, parsed.GetValue(Orders)),
            (Longest, "limsse", Limsse.Lengths, parsed.GetValue(Longest)),
            .. parsed.GetValue(Until) is { } error
                ? OfferedMethods
                    .All.Where(method => method.IsSampled)
                    .Select(method => ((Option)Until, method.Name, Sampled.Errors, error))
                : [],
        ];

    /// <summary>Each of <see cref="OfferedMethods.All"/>, made with these options when it is asked for.</summary>
    private ImmutableArray<(string Name, Func<Method> Make)> Offered(ParseResult parsed, Method lrp)
    {
        var (seed, samples) = (parsed.GetValue(Seed), parsed.GetValue(Samples));
        var erasure = Enum.Parse<Erasure>(parsed.GetRequiredValue(Erasure), ignoreCase: true);
        var baseline = Enum.Parse<Baseline>(parsed.GetRequiredValue(Baseline), ignoreCase: true);
        var biases = Enum.Parse<BiasProduct>(parsed.GetRequiredValue(BiasProduct), ignoreCase: true);
        Norm NormOr(Norm usual) =>
            Methods.Norm.Offered.FirstOrDefault(norm => norm.Name == parsed.GetValue(Norm), usual);
        var (until, deviation, exact) = (parsed.GetValue(Until), parsed.GetValue(Deviation), parsed.GetValue(Exact));
        var longest = parsed.GetValue(Longest);
        Noise Drawn() =>
            until is { } error
                ? Noise.Until(error, samples ?? Noise.UsualMost, deviation, seed)
                : new(samples ?? Noise.UsualSamples, deviation, seed);
        Method Ordered() =>
            until is { } error
                ? Shapley.Until(
                    error,
                    exact,
                    parsed.GetResult(Orders) is { Implicit: false } ? parsed.GetValue(Orders) : Shapley.UsualMost,
                    seed
                )
                : Shapley.With(exact, parsed.GetValue(Orders), seed);
        Method Substrings() =>
            until is { } error
                ? Limsse.Until(error, samples ?? Limsse.UsualMost, longest, seed)
                : Limsse.With(samples ?? Limsse.UsualSamples, longest, seed);
        return
        [
            ("lrp", () => lrp),
            ("sa", () => Gradient.SensitivityWith(NormOr(Methods.Norm.Squared))),
            ("gi", () => Gradient.TimesInput),
            ("occlusion", () => Occlusion.With(parsed.GetValue(Window), erasure)),
            ("occlusion-3", () => Occlusion.With(3, erasure)),
            ("occlusion-7", () => Occlusion.With(7, erasure)),
            ("ig", () => IntegratedGradients.With(baseline, parsed.GetValue(Steps))),
            ("saliency", () => Gradient.SaliencyWith(NormOr(Methods.Norm.L1))),
            ("saliency-variance", () => WordVariance.Default),
            ("smoothgrad", () => SmoothGrad.With(Drawn(), NormOr(Methods.Norm.L1))),
            ("smoothgrad-gi", () => SmoothGrad.TimesInputWith(Drawn())),
            ("gradient-variance", () => SmoothGrad.VarianceWith(Drawn())),
            ("shapley", Ordered),
            ("limsse", Substrings),
            ("cd", () => Decomposition.ContextualWith(biases)),
            ("beta", () => Decomposition.Beta),
            ("gamma", () => Decomposition.Gamma),
            ("deeplift", () => DeepLift.With(baseline)),
        ];
    }
}
