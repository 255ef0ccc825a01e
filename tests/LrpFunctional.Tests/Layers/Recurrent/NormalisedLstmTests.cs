using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Lstm.Normalised;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Recurrent;

/// <summary>An LSTM with layer normalisations of Wx x, of Wh h and of c.</summary>
public sealed class NormalisedLstmTests
{
    private const int E = 4;
    private const int D = 3;
    private const double Epsilon = 1e-3;

    private static readonly CellNormalisations Normalisations = new(
        new LayerNormalisationWeights(Of(11, 1, 4 * D), Of(12, 1, 4 * D), Epsilon),
        new LayerNormalisationWeights(Of(13, 1, 4 * D), Of(14, 1, 4 * D), Epsilon),
        new LayerNormalisationWeights(Of(15, 1, D), Of(16, 1, D), Epsilon)
    );

    private static readonly (double[] X, double[] H, double[] C) Before = (Row(30, E), Row(31, D), Row(32, D));

    [Fact]
    public void A_step_does_what_the_equations_say()
    {
        var (literal, step) = (Literal(), Step(Cell()));
        Close.Absolute(1e-13, literal.H, step.State.Hidden.Span.ToArray());
        Close.Absolute(1e-13, literal.C, step.State.Cell.Span.ToArray());
    }

    [Theory]
    [InlineData("identity", 0)]
    [InlineData("identity", 1)]
    [InlineData("epsilon", 0)]
    [InlineData("epsilon", 1)]
    public void A_step_shares_relevance_as_the_message_matrices_do(string normalisation, double delta)
    {
        var rule = new EpsilonRule(new Stabilizer(0.01), delta);
        var rules = new LayerRules(rule.AsInProgram, rule.AsInProgram, rule.AsInProgram, ProductRule.All)
        {
            Normalisation = normalisation == "identity" ? IdentityRule.Value : rule.AsInProgram,
        };
        var cell = Cell();
        var arriving = new CellState(Of(33, 1, D).Values, Of(34, 1, D).Values);
        var sent = cell.Relevance(rules)(Of(30, 1, E).Values, Step(cell), State, arriving);

        var (l, send) = (Literal(), new LiteralRule(0.01, delta));
        double[] Normal(LayerNormalisationWeights weights, double[] read, double[] made, double[] relevance)
        {
            if (normalisation == "identity")
                return relevance;
            var (scale, shift, deviation) = (Scale(weights), Shift(weights), Deviation(read));
            return send.Send(
                [.. read.Select(x => x / deviation)],
                (j, k) => scale[j] * ((j == k ? 1 : 0) - (1.0 / read.Length)),
                shift,
                made,
                relevance,
                read.Length
            );
        }

        double[] toCell = [.. arriving.Hidden.Span.ToArray().Zip(arriving.Cell.Span.ToArray(), (h, c) => h + c)];
        var toRaw = Normal(Normalisations.Cell, l.Raw, l.C, toCell);
        double[] Products(Func<int, double> of) => [.. Enumerable.Range(0, D).Select(of)];
        double[] zero = [0, 0, 0];
        var toBefore = send.SendAsItIs(Products(j => l.F[j] * Before.C[j]), zero, l.Raw, toRaw, 2 * D);
        var toCandidate = send.SendAsItIs(Products(j => l.I[j] * l.G[j]), zero, l.Raw, toRaw, 2 * D);
        double[] Candidate(double[] blocks) => blocks[(2 * D)..(3 * D)];
        double[] Blocks(double[] made) =>
            [
                .. new double[2 * D],
                .. send.SendAsItIs(Candidate(made), Candidate(Bias), Candidate(l.Z), toCandidate, 2 * D),
                .. new double[D],
            ];
        var toProjected = Normal(Normalisations.Input, l.Projected, l.OfInput, Blocks(l.OfInput));
        var toRecurrent = Normal(Normalisations.Recurrent, l.Recurrent, l.OfHidden, Blocks(l.OfHidden));
        var none = new double[4 * D];
        Close.Relative(
            1e-10,
            send.Send(Before.X, (j, k) => Wx[j, k], none, l.Projected, toProjected, E),
            sent.ToInput.Span.ToArray()
        );
        Close.Relative(
            1e-10,
            send.Send(Before.H, (j, k) => Wh[j, k], none, l.Recurrent, toRecurrent, D),
            sent.Before.Hidden.Span.ToArray()
        );
        Close.Relative(1e-10, toBefore, sent.Before.Cell.Span.ToArray());
    }

    [Fact]
    public void Networks_of_it_are_explained_as_others_are()
    {
        var network = Network();
        NetworkClaims.RelevanceIsConservedAndLedgersClose(network);
        NetworkClaims.GradientsAreThoseOfDifferences(network);
        NetworkClaims.TheQuickWayGivesWhatTheStepsGive(network);
        NetworkClaims.PrefixesAndBatchesHaveTheBitsOfSentencesAlone(network);
        NetworkClaims.ShortNumbersAreClose(network);
        Assert.Equal(network, Network());
        Assert.Equal(network.Hash, Network().Hash);
    }

    [Fact]
    public void With_a_bias_factor_of_1_its_normalisations_conserve_by_the_epsilon_rule_too()
    {
        var rule = new EpsilonRule(new Stabilizer(0.001), 1);
        var network = Network();
        var sentences = RandomNetworks.Sentences(network, 6, 1, 4, 6);
        foreach (var product in ProductRule.Offered)
        {
            var layer = new LayerRules(rule.AsInProgram, rule.AsInProgram, rule.AsInProgram, product)
            {
                Normalisation = rule.AsInProgram,
            };
            var rules = RuleSet.Of(rule.AsInProgram, rule, [layer, layer]);
            var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)1)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
            if (product == ProductRule.All)
                Assert.All(
                    relevance.Ledgers,
                    ledger => Close.Absolute(1e-9, [ledger.Score], [ledger.Words + ledger.Initial])
                );
        }
    }

    [Fact]
    public void What_has_no_equation_for_it_and_what_it_does_not_go_with_is_refused_by_name()
    {
        var network = Network();
        var sentence = RandomNetworks.Sentences(network, 3, 4)[0];
        foreach (var method in new[] { DeepLift.Default, Decomposition.Contextual })
            Assert.Contains(
                "layer 0: a layer-normalised LSTM cell",
                Assert.Throws<NotSupportedException>(() => method.Explain(network, sentence)).Message,
                StringComparison.Ordinal
            );
        var peeping = Weights(E) with
        {
            Variation = new CellVariation { Normalisations = Normalisations, Peepholes = Of(7, 1, 3 * D) },
        };
        string Refused(CellWeights weights) =>
            RecurrentLayer.Create(E, [weights]).Match(_ => "", faults => string.Join("; ", faults));
        Assert.Contains("has peepholes", Refused(peeping), StringComparison.Ordinal);
        Assert.Contains(
            "weight 17",
            Refused(
                Weights(E) with
                {
                    Variation = new CellVariation
                    {
                        Normalisations = Normalisations with
                        {
                            Cell = new LayerNormalisationWeights(Of(17, 1, 4 * D), Option<Weight>.None, Epsilon),
                        },
                    },
                }
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "layer normalisations",
            Refused(
                VariedCells.Cell("a simple cell", E) with
                {
                    Variation = new CellVariation { Normalisations = Normalisations },
                }
            ),
            StringComparison.Ordinal
        );
    }

    private static Matrix Wx => Weights(E).Input.Values;

    private static Matrix Wh => Weights(E).Recurrent.Values;

    private static double[] Bias => [.. Row(3, 4 * D).Zip(Row(4, 4 * D), (one, other) => one + other)];

    private static CellState State => new(Of(31, 1, D).Values, Of(32, 1, D).Values);

    private static StepTrace Step(ICell cell) =>
        cell.Advance(Product.WithTransposed(Of(30, 1, E).Values, cell.Input), State);

    private sealed record LiteralStep(
        double[] Projected,
        double[] Recurrent,
        double[] OfInput,
        double[] OfHidden,
        double[] Z,
        double[] I,
        double[] F,
        double[] G,
        double[] Raw,
        double[] C,
        double[] H
    );

    // z = LN(Wx x) + LN(Wh h) + b; c = LN(f ⊙ c + i ⊙ g); h = o ⊙ tanh(c).
    private static LiteralStep Literal()
    {
        double[] Times(Matrix weights, double[] x) =>
            [.. Enumerable.Range(0, 4 * D).Select(j => x.Select((value, k) => weights[j, k] * value).Sum())];
        var (projected, recurrent) = (Times(Wx, Before.X), Times(Wh, Before.H));
        var (ofInput, ofHidden) = (
            Normal(Normalisations.Input, projected),
            Normal(Normalisations.Recurrent, recurrent)
        );
        double[] z = [.. ofInput.Select((value, j) => value + ofHidden[j] + Bias[j])];
        double[] Block(int block, Func<double, double> function) =>
            [.. z[(block * D)..((block + 1) * D)].Select(function)];
        static double Open(double value) => 1 / (1 + Math.Exp(-value));
        var (i, f, g, o) = (Block(0, Open), Block(1, Open), Block(2, Math.Tanh), Block(3, Open));
        double[] raw = [.. Enumerable.Range(0, D).Select(j => (f[j] * Before.C[j]) + (i[j] * g[j]))];
        var c = Normal(Normalisations.Cell, raw);
        return new LiteralStep(
            projected,
            recurrent,
            ofInput,
            ofHidden,
            z,
            i,
            f,
            g,
            raw,
            c,
            [.. c.Select((value, j) => o[j] * Math.Tanh(value))]
        );
    }

    private static double[] Normal(LayerNormalisationWeights weights, double[] x) =>
        [.. x.Select((value, j) => (Scale(weights)[j] * (value - x.Average()) / Deviation(x)) + Shift(weights)[j])];

    private static double Deviation(double[] x) =>
        Math.Sqrt(x.Average(value => Math.Pow(value - x.Average(), 2)) + Epsilon);

    private static double[] Scale(LayerNormalisationWeights weights) =>
        weights.Scale.Map(own => own.Values.Span.ToArray()).IfNone([]);

    private static double[] Shift(LayerNormalisationWeights weights) =>
        weights.Shift.Map(own => own.Values.Span.ToArray()).IfNone([]);

    private static double[] Row(int seed, int columns) => Of(seed, 1, columns).Values.Span.ToArray();

    private static ICell Cell() => NormalisedLstmCell.Create(E, Weights(E)).OrThrow();

    private static CellWeights Weights(int inputs, bool fromLeft = true) =>
        new(
            CellKind.Lstm,
            fromLeft ? Direction.LeftToRight : Direction.RightToLeft,
            Of(1, 4 * D, inputs),
            Of(2, 4 * D, D),
            Of(3, 1, 4 * D),
            Of(4, 1, 4 * D),
            Of(5, 1, D),
            Of(6, 1, D),
            Option<HardSigmoid>.None
        )
        {
            Variation = new CellVariation { Normalisations = Normalisations },
        };

    private static RecurrentNetwork Network() =>
        Build(
            NetworkWeights.Chain(
                Numbers,
                new RecurrentWeights(Weights(Width), Weights(Width, fromLeft: false)),
                new RecurrentWeights(Weights(2 * D)),
                new ReadingWeights(Reading.LastState),
                Dense(9, 2, D)
            )
        );
}
