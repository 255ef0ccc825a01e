using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Attention;
using LrpFunctional.Layers.Pointwise;
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

namespace LrpFunctional.Tests.Layers;

/// <summary>Attention whose weights receive relevance and send it on to what they were made from (AttnLRP).</summary>
public sealed class AttentionRuleTests
{
    private const int Units = 4;

    public static TheoryData<string> Kinds { get; } = ["dot, two heads", "additive", "reading"];

    [Theory]
    [InlineData("dot")]
    [InlineData("additive")]
    public void Queries_values_and_keys_receive_what_pytorch_gives_them(string name)
    {
        using var figures = Figures(name);
        Matrix Of(string part) => MatrixOf(figures, part);
        Similarity similarity =
            name == "dot"
                ? new Similarity.Dot(figures.RootElement.GetProperty("factor").GetDouble())
                : new Similarity.Additive([.. Of("u").Span]);
        var layer = Created(
            new AttentionWeights(similarity, figures.RootElement.GetProperty("heads").GetInt32()),
            Of("q"),
            Of("v"),
            Of("k")
        );
        var shared = Shared(layer, [Of("q"), Of("v"), Of("k")], Of("relevance"));
        foreach (var (at, part) in new[] { "to_q", "to_v", "to_k" }.Index())
            Close.Relative(1e-10, Of(part).Span.ToArray(), Rows(shared, at, Of(part)).Span.ToArray());
    }

    [Fact]
    public void The_steps_of_a_reading_receive_what_pytorch_gives_them()
    {
        using var figures = Figures("reading");
        Matrix Of(string part) => MatrixOf(figures, part);
        var layer = Created(
            new ReadingWeights(
                Reading.Attention,
                new DenseWeights(new Weight("w", Of("w")), new Weight("b", Of("b")), Activation.Tanh),
                new DenseWeights(new Weight("u", Of("u")), new Weight("c", Of("c")), Activation.None)
            ),
            Of("h")
        );
        var shared = Shared(layer, [Of("h")], Of("relevance"));
        Close.Relative(1e-10, Of("to_h").Span.ToArray(), Rows(shared, 0, Of("h")).Span.ToArray());
    }

    [Theory]
    [InlineData("dot")]
    [InlineData("additive")]
    public void Relevance_is_what_the_message_matrices_give_with_a_bias_factor_too(string name)
    {
        var (q, v, k, reaching) = (Of(1, 5, Units), Of(2, 5, Units), Of(3, 5, Units), Of(4, 5, Units));
        ImmutableArray<double> u = [0.7, -1.2, 0.4, 1.1];
        var layer = Created(
            new AttentionWeights(name == "dot" ? new Similarity.Dot(0.5) : new Similarity.Additive(u)),
            q.Values,
            v.Values,
            k.Values
        );
        var rule = new EpsilonRule(new Stabilizer(0.01), 0.5);
        var shared = Shared(layer, [q.Values, v.Values, k.Values], reaching.Values, rule);
        var literal = LiteralAttention.Of(
            name == "dot" ? LiteralAttention.Dot(0.5) : LiteralAttention.Additive([.. u]),
            Jagged(q.Values),
            Jagged(v.Values),
            Jagged(k.Values),
            Jagged(reaching.Values)
        );
        foreach (var (at, part) in new[] { literal.Queries, literal.Values, literal.Keys }.Index())
            Close.Relative(1e-10, part.SelectMany(row => row), Rows(shared, at, q.Values).Span.ToArray());
        Close.Absolute(1e-12, [literal.Constant], [shared.Accounts(0).Single().Account.Bias[0, 0]]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_a_bias_factor_of_1_only_the_constant_terms_of_softmaxes_keep_anything(string kind)
    {
        var network = Network(kind);
        var sentences = RandomNetworks.Sentences(network, 6, 1, 4, 6, 4);
        var rule = new EpsilonRule(new Stabilizer(0.001), 1);
        foreach (
            var explanation in Lrp.WithLedger(With(rule.AsInProgram, rule)).Explain(network, sentences, Target.All)
        )
        {
            var ledger = explanation.Ledger.ToSeq().Single();
            Assert.True(ledger.Closes(1e-9));
            Close.Absolute(1e-9, [0, 0], [ledger.Stabilizer, ledger.Gates]);
            var place = kind == "reading" ? "reading" : "layer 1";
            Close.Absolute(1e-9, [ledger.Bias], [ledger.Entries.Single(entry => entry.Place == place).Bias]);
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total + ledger.Bias]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ledgers_close_by_every_rule_and_sentences_have_the_same_bits_alone(string kind)
    {
        var network = Network(kind);
        var sentences = RandomNetworks.Sentences(network, 6, 1, 4, 6, 4);
        var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
        foreach (var name in LiteralLinearRule.Names.Cast<object[]>().Select(row => (string)row[0]))
        {
            var rules = With(LiteralLinearRule.Rule(name), new EpsilonRule(new Stabilizer(0.01), 0.5));
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
            Assert.Contains("attnlrp", rules.Name, StringComparison.Ordinal);
        }

        var method = Lrp.With(With(RuleSet.Default.Output, RuleSet.Default.Time));
        foreach (
            var (sentence, explanation) in sentences.Zip(method.Explain(network, sentences, Target.Predicted).ToArray())
        )
            Assert.Equal<double>(method.Explain(network, sentence).Relevances, explanation.Relevances);
    }

    private static RuleSet With(LinearRule linear, EpsilonRule time)
    {
        var layer = new LayerRules(linear, linear, linear, ProductRule.All) { Attention = AttentionRule.AttnLrp };
        return RuleSet.Of(linear, time, [layer, layer]).WithReading(AttentionRule.AttnLrp);
    }

    private static ILayer Created(ILayerWeights weights, params ImmutableArray<Matrix> read) =>
        weights
            .Create([.. read.Select(rows => new FlowShape(Strand.InRows(rows.Columns), Option<int>.None))])
            .OrThrow();

    private static ILayerRelevance Shared(ILayer layer, ImmutableArray<Matrix> read, Matrix reaching) =>
        Shared(layer, read, reaching, new EpsilonRule(new Stabilizer(0.001), 0));

    private static ILayerRelevance Shared(ILayer layer, ImmutableArray<Matrix> read, Matrix reaching, EpsilonRule rule)
    {
        var packing = PackedBatch.Of([Sentence.Of(read[0], Option<int>.None)]).Packing;
        var trace = ((IPlainLayer)layer).Forward(packing, read);
        return trace.Relevance(With(rule.AsInProgram, rule), 0, new Arriving.AtEach(reaching));
    }

    private static Matrix Rows(ILayerRelevance shared, int read, Matrix like) =>
        shared
            .ToRead(read)
            .OfRows(Strand.InRows(like.Columns), PackedBatch.Of([Sentence.Of(like, Option<int>.None)]).Packing);

    private static double[][] Jagged(Matrix rows) =>
        [.. Enumerable.Range(0, rows.Rows).Select(row => rows.Row(row).ToArray())];

    private static JsonDocument Figures(string name) =>
        JsonDocument.Parse(File.ReadAllText(Sandbox.Fixture("TorchAttention", $"{name}.json")));

    private static Matrix MatrixOf(JsonDocument figures, string part)
    {
        var rows = figures.RootElement.GetProperty(part).EnumerateArray().ToArray();
        return rows[0].ValueKind == JsonValueKind.Array
            ? Matrix.Of(
                rows.Length,
                rows[0].GetArrayLength(),
                [.. rows.SelectMany(row => row.EnumerateArray().Select(number => number.GetDouble()))]
            )
            : Matrix.Of(1, rows.Length, [.. rows.Select(number => number.GetDouble())]);
    }

    private static RecurrentNetwork Network(string kind)
    {
        var cell = new RecurrentWeights(Cell(1, Width, Units));
        return SmallLayers.Build(
            kind == "reading"
                ? NetworkWeights.Chain(
                    Numbers,
                    cell,
                    new ReadingWeights(
                        Reading.Attention,
                        Dense(5, 3, Units) with
                        {
                            Activation = Activation.Tanh,
                        },
                        Dense(6, 1, 3)
                    ),
                    Dense(3, 2, Units)
                )
                : new NetworkWeights(
                    Numbers,
                    [
                        new PlacedWeights(cell, [Composition.Input]),
                        new PlacedWeights(
                            kind == "additive"
                                ? new AttentionWeights(new Similarity.Additive([0.7, -1.2, 0.4, 1.1]))
                                : new AttentionWeights(new Similarity.Dot(0.5), 2),
                            [0, 0, 0]
                        ),
                        new PlacedWeights(new ReadingWeights(Reading.Mean), [1]),
                        new PlacedWeights(Dense(3, 2, Units), [2]),
                    ]
                )
        );
    }
}
