using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Rules;

/// <summary>Which rule applies where in a network.</summary>
public sealed record RuleSet
{
    private const double UsualEpsilon = 0.001;

    private RuleSet(
        string name,
        LinearRule output,
        EpsilonRule time,
        Func<int, LayerRules> ofLayer,
        ImmutableArray<LayerRules> known
    )
    {
        Name = name;
        Output = output;
        Time = time;
        OfLayer = ofLayer;
        Known = known;
    }

    /// <summary>ε = 0.001, δ = 0, all relevance to the signal: what Arras et al. 2017 recommend.</summary>
    public static RuleSet Default { get; } = Epsilon(UsualEpsilon, 0);

    /// <summary>Its name with its numbers, as results record it.</summary>
    public string Name { get; private init; }

    /// <summary>To the output layer and the dense layers below it.</summary>
    public LinearRule Output { get; }

    /// <summary>To sums over time: mean and attention.</summary>
    public EpsilonRule Time { get; }

    /// <summary>The rules of each layer that makes sequences of sequences, the lowest being 0.</summary>
    public Func<int, LayerRules> OfLayer { get; }

    /// <summary>To readings by attention: weights are gates, if nothing is said.</summary>
    public AttentionRule Reading { get; private init; } = AttentionRule.Gates;

    /// <summary>The rules of layers as far as they are known without asking for a layer.</summary>
    internal ImmutableArray<LayerRules> Known { get; }

    /// <summary>The epsilon rule with the given ε and bias factor δ, all relevance to the signal.</summary>
    public static RuleSet Epsilon(double epsilon, double biasFactor)
    {
        var rule = new EpsilonRule(new Stabilizer(epsilon), biasFactor);
        return Of(rule.AsInProgram, ProductRule.All, rule);
    }

    /// <summary>One linear rule and one product rule everywhere; sums over time by an epsilon rule.</summary>
    public static RuleSet Of(LinearRule linear, ProductRule product, EpsilonRule time)
    {
        var layer = new LayerRules(linear, linear, linear, product);
        return new($"{linear.Name}, {product.Name}{NameOf(time, linear)}", linear, time, _ => layer, [layer]);
    }

    /// <summary>Rules place by place, named after the places and the rules there.</summary>
    /// <param name="output">To the output layer and the dense layers below it.</param>
    /// <param name="time">To sums over time.</param>
    /// <param name="layers">The rules of each layer that makes sequences of sequences, the lowest first.</param>
    public static RuleSet Of(LinearRule output, EpsilonRule time, ImmutableArray<LayerRules> layers) =>
        new(NameOf(output, layers) + NameOf(time, output), output, time, layer => layers[layer], layers);

    /// <summary>Rules of your own for each place.</summary>
    /// <param name="name">Its name, as results record it.</param>
    /// <param name="output">To the output layer and the dense layers below it.</param>
    /// <param name="time">To sums over time.</param>
    /// <param name="ofLayer">The rules of each layer that makes sequences of sequences, the lowest being 0.</param>
    public static RuleSet Of(string name, LinearRule output, EpsilonRule time, Func<int, LayerRules> ofLayer) =>
        new(name, output, time, ofLayer, []);

    /// <summary>The same rules, with this one for readings by attention.</summary>
    public RuleSet WithReading(AttentionRule rule) =>
        rule == Reading ? this : this with { Reading = rule, Name = $"{Name}; reading: {rule.Name}" };

    // Gates that receive nothing have no rule that matters.
    private static IEnumerable<(string Place, LinearRule Rule)> Sums(LayerRules layer) =>
        [
            ("candidate", layer.Candidate),
            ("state", layer.State),
            .. layer.Product.GatesReceive ? new[] { ("gates", layer.Gates) } : [],
        ];

    // What is as usual goes without saying.
    private static IEnumerable<string> Choices(LayerRules layer) =>
        [
            .. layer.Normalisation == IdentityRule.Value ? [] : new[] { $"normalisation: {layer.Normalisation.Name}" },
            .. layer.Attention == AttentionRule.Gates ? [] : new[] { $"attention: {layer.Attention.Name}" },
        ];

    // The rule over time goes without saying where it is the output's, or the usual one.
    private static string NameOf(EpsilonRule time, LinearRule output) =>
        output.Name == time.AsInProgram.Name
        || output.Name == time.AsInPaper.Name
        || (time.Stabilizer.Epsilon == UsualEpsilon && time.BiasFactor == 0)
            ? ""
            : $"; time: {time.AsInProgram.Name}";

    private static string NameOf(LinearRule output, ImmutableArray<LayerRules> layers)
    {
        static IEnumerable<string> Places(LayerRules layer) =>
            [
                .. Sums(layer).Select(sum => $"{sum.Place}: {sum.Rule.Name}"),
                $"product: {layer.Product.Name}",
                .. Choices(layer),
            ];
        if (layers.Any(layer => !Places(layer).SequenceEqual(Places(layers[0]))))
            return string.Join(
                "; ",
                layers
                    .SelectMany((layer, at) => Places(layer).Select(place => $"layer{at}.{place}"))
                    .Prepend($"output: {output.Name}")
            );
        return layers.SelectMany(Sums).All(sum => sum.Rule.Name == output.Name)
            ? string.Join("; ", Choices(layers[0]).Prepend($"{output.Name}, {layers[0].Product.Name}"))
            : string.Join("; ", Places(layers[0]).Prepend($"output: {output.Name}"));
    }
}
