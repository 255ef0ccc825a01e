using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Layers.Pointwise.ScaleShift;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Pointwise;

/// <summary>Normalisations that share out relevance as the sums that they are, deviations being as they are.</summary>
public sealed class NormalisationRuleTests
{
    private const int Units = 5;
    private const double Epsilon = 1e-3;

    private static readonly ILayerWeights Layer = new LayerNormalisationWeights(
        Of(1, 1, Units),
        Of(2, 1, Units),
        Epsilon
    );

    private static readonly ILayerWeights Batch = ScaleShiftWeights
        .OfBatchNormalisation(
            Of(4, 1, Units),
            Of(5, 1, Units),
            Of(6, 1, Units),
            new Weight("variance", Matrix.Of(1, Units, [1, 0.5, 2, 0.1, 3])),
            Epsilon
        )
        .OrThrow();

    private static IEnumerable<string> LinearRules =>
        LiteralLinearRule.Names.Cast<object[]>().Select(row => (string)row[0]);

    public static TheoryData<string> Rules => LiteralLinearRule.Names;

    [Theory]
    [MemberData(nameof(Rules))]
    public void Relevance_is_what_the_message_matrix_of_each_row_sums_to(string rule)
    {
        foreach (var kind in new[] { "layer", "batch" })
            IsTheMatrixOf(kind, rule);
    }

    private static void IsTheMatrixOf(string kind, string rule)
    {
        var trace = ForwardPass.Run(Network(kind), RandomNetworks.Sentences(Network(kind), 3, 4)[0]);
        var (read, reaching) = (trace.Layers[0].Made, Of(9, 4, Units).Values);
        var shared = trace.Layers[1].Relevance(With(LiteralLinearRule.Rule(rule)), 1, new Arriving.AtEach(reaching));
        var ours = shared.ToRead(0).OfRows(Strand.InRows(Units), trace.Batch.Packing);
        foreach (var row in Enumerable.Range(0, 4))
        {
            var x = read.Row(row).ToArray();
            var literal = kind == "layer" ? OfLayer(rule, x) : OfBatch(rule, x);
            Close.Relative(
                1e-11,
                Enumerable
                    .Range(0, Units)
                    .Select(k => Enumerable.Range(0, Units).Sum(j => literal.Message(j, k, reaching[row, j]))),
                ours.Row(row).ToArray()
            );
        }
    }

    [Theory]
    [InlineData("layer")]
    [InlineData("batch")]
    public void With_a_bias_factor_of_1_the_score_is_conserved_and_ledgers_close_by_every_rule(string kind)
    {
        var network = Network(kind);
        var sentences = RandomNetworks.Sentences(network, 6, 1, 4, 6, 4);
        var conserving = new EpsilonRule(new Stabilizer(0.001), 1);
        foreach (
            var explanation in Lrp.With(With(conserving.AsInProgram, conserving))
                .Explain(network, sentences, Target.All)
        )
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
        foreach (var rule in LinearRules.Select(LiteralLinearRule.Rule))
        {
            var relevance = Lrp.Relevance(With(rule), trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rule.Name));
        }
    }

    [Fact]
    public void What_a_layer_normalisation_takes_away_as_its_mean_adds_up_to_nothing_without_its_shift()
    {
        // Ali et al. 2022: Σ_i x_i ([i = j] − 1/N) / Σ_k x_k ([k = j] − 1/N) = 1, so all of R goes on.
        var weights = new LayerNormalisationWeights(Of(1, 1, Units), Option<Weight>.None, Epsilon);
        var network = Build(Chain(weights));
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]);
        var reaching = Of(9, 4, Units).Values;
        var exact = new EpsilonRule(new Stabilizer(0), 0).AsInProgram;
        var shared = trace.Layers[1].Relevance(With(exact), 1, new Arriving.AtEach(reaching));
        var passed = shared.ToRead(0).OfRows(Strand.InRows(Units), trace.Batch.Packing);
        Close.Relative(1e-10, reaching.RowSums().Span.ToArray(), passed.RowSums().Span.ToArray());
        Assert.NotEqual(reaching, passed);
    }

    [Fact]
    public void Each_sentence_has_the_same_bits_alone_and_in_a_batch()
    {
        var network = Network("layer");
        var sentences = RandomNetworks.Sentences(network, 9, 6, 2, 6);
        var method = Lrp.With(With(new EpsilonRule(new Stabilizer(0.001), 0).AsInProgram));
        foreach (
            var (sentence, explanation) in sentences.Zip(method.Explain(network, sentences, Target.Predicted).ToArray())
        )
            Assert.Equal<double>(method.Explain(network, sentence).Relevances, explanation.Relevances);
    }

    [Fact]
    public void A_rule_set_names_the_rule_of_normalisations_where_it_is_not_the_usual_one()
    {
        var rule = RuleSet.Default.Time.AsInProgram;
        Assert.Equal(
            "epsilon(ε=0.001, δ=0), all; normalisation: epsilon(ε=0.001, δ=0)",
            RuleSet.Of(rule, RuleSet.Default.Time, [LayerOf(rule, rule), LayerOf(rule, rule)]).Name
        );
        Assert.Equal(
            RuleSet.Default.Name,
            RuleSet.Of(rule, RuleSet.Default.Time, [LayerOf(rule, IdentityRule.Value)]).Name
        );
        Assert.EndsWith(
            "layer1.product: all; layer1.normalisation: flat",
            RuleSet
                .Of(
                    rule,
                    RuleSet.Default.Time,
                    [LayerOf(rule, IdentityRule.Value), LayerOf(rule, SquaredWeightsRule.Flat)]
                )
                .Name,
            StringComparison.Ordinal
        );
    }

    private static LayerRules LayerOf(LinearRule linear, LinearRule normalisation) =>
        new(linear, linear, linear, ProductRule.All) { Normalisation = normalisation };

    private static RuleSet With(LinearRule rule) => With(rule, RuleSet.Default.Time);

    private static RuleSet With(LinearRule rule, EpsilonRule time) =>
        RuleSet.Of(rule, time, [.. Enumerable.Repeat(LayerOf(rule, rule), 3)]);

    // y_j = Σ_k γ_j ([j = k] − 1/D) x̃_k + β_j with x̃ = x / √(σ² + ε).
    private static LiteralLinearRule OfLayer(string rule, double[] x)
    {
        var variance = x.Average(number => Math.Pow(number - x.Average(), 2));
        return new LiteralLinearRule(
            rule,
            [.. x.Select(number => number / Math.Sqrt(variance + Epsilon))],
            (j, k) => Of(1, 1, Units).Values[0, j] * ((j == k ? 1 : 0) - (1.0 / Units)),
            Of(2, 1, Units).Values.Span.ToArray(),
            (_, _) => true
        );
    }

    // y_j = a_j x_j + b_j with a = γ / √(σ² + ε), b = β − a μ.
    private static LiteralLinearRule OfBatch(string rule, double[] x)
    {
        double[] variance = [1, 0.5, 2, 0.1, 3];
        double Scale(int j) => Of(4, 1, Units).Values[0, j] / Math.Sqrt(variance[j] + Epsilon);
        return new LiteralLinearRule(
            rule,
            x,
            (j, k) => j == k ? Scale(j) : 0,
            [
                .. Enumerable
                    .Range(0, Units)
                    .Select(j => Of(5, 1, Units).Values[0, j] - (Scale(j) * Of(6, 1, Units).Values[0, j])),
            ],
            (j, k) => j == k
        );
    }

    private static RecurrentNetwork Network(string kind) => Build(Chain(kind == "layer" ? Layer : Batch));

    private static NetworkWeights Chain(ILayerWeights added) =>
        NetworkWeights.Chain(
            Numbers,
            new RecurrentWeights(Cell(1, Width, Units)),
            added,
            new RecurrentWeights(Cell(2, Units, 3)),
            new ReadingWeights(Reading.Mean),
            Dense(6, 2, 3)
        );
}
