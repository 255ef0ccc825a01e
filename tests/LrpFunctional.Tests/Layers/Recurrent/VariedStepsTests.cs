using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Gru.Varied;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Layers.Recurrent.Lstm.Varied;
using LrpFunctional.Layers.Recurrent.Simple;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Tests.Reference;
using static LrpFunctional.Tests.Reference.SmallLayers;

namespace LrpFunctional.Tests.Layers.Recurrent;

/// <summary>Steps of cells without kernels against the equations and the message matrices.</summary>
public sealed class VariedStepsTests
{
    private const int D = VariedCells.Units;
    private const int E = 4;

    public static TheoryData<string> Rules => LiteralLinearRule.Names;

    [Fact]
    public void A_simple_cell_does_what_its_equation_says()
    {
        var (cell, x, before) = Given("a simple cell", SimpleCell.Create);
        var weights = VariedCells.Cell("a simple cell", E);
        var after = cell.Advance(Projected(cell, x), before).State.Hidden;
        for (var j = 0; j < D; j++)
            Close.Absolute(1e-14, [Math.Tanh(Sum(weights, j, x, before.Hidden))], [after[0, j]]);
    }

    [Fact]
    public void An_LSTM_with_all_of_it_does_what_its_equations_say()
    {
        var (cell, x, before) = Given("an LSTM with all of it", VariedLstmCell.Create);
        var weights = VariedCells.Cell("an LSTM with all of it", E);
        var peepholes = weights.Variation.Peepholes.IfNone(() => throw new ArgumentException("no peepholes")).Values;
        var projection = weights.Variation.Projection.IfNone(() => throw new ArgumentException("no projection")).Values;
        double Z(int block, int j) => Sum(weights, (block * D) + j, x, before.Hidden);
        double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        double State(int j)
        {
            var i = Sigmoid(Z(0, j) + (peepholes[0, j] * before.Cell[0, j]));
            return ((1 - i) * before.Cell[0, j]) + (i * Z(2, j) * Sigmoid(Z(2, j)));
        }

        double Let(int j) => Sigmoid(Z(3, j) + (peepholes[0, (2 * D) + j] * State(j))) * Math.Tanh(State(j));
        var after = cell.Advance(Projected(cell, x), before).State;
        Close.Absolute(1e-14, [.. Enumerable.Range(0, D).Select(State)], after.Cell.Span.ToArray());
        Close.Absolute(
            1e-14,
            [.. Enumerable.Range(0, 2).Select(p => Enumerable.Range(0, D).Sum(j => projection[p, j] * Let(j)))],
            after.Hidden.Span.ToArray()
        );
    }

    [Fact]
    public void A_forget_gate_sees_the_state_before_by_its_own_peephole()
    {
        var (cell, x, before) = Given("an LSTM with peepholes", VariedLstmCell.Create);
        var weights = VariedCells.Cell("an LSTM with peepholes", E);
        var peepholes = weights.Variation.Peepholes.IfNone(() => throw new ArgumentException("no peepholes")).Values;
        var gates = (VariedLstmGates)cell.Advance(Projected(cell, x), before).Gates;
        for (var j = 0; j < D; j++)
        {
            var z = Sum(weights, D + j, x, before.Hidden) + (peepholes[0, D + j] * before.Cell[0, j]);
            Close.Absolute(1e-14, [1 / (1 + Math.Exp(-z))], [gates.Forget[0, j]]);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_simple_cell_shares_relevance_as_the_message_matrix_does(string rule)
    {
        var (cell, x, before) = Given("a simple cell with relu", SimpleCell.Create);
        var weights = VariedCells.Cell("a simple cell with relu", E);
        var step = cell.Advance(Projected(cell, x), before);
        var arriving = new CellState(Of(40, 1, D).Values, before.Cell);
        var sent = cell.Relevance(With(rule, ProductRule.All))(x, step, before, arriving);
        var literal = Literal(
            rule,
            [.. x.Span, .. before.Hidden.Span],
            (j, k) => k < E ? weights.Input.Values[j, k] : weights.Recurrent.Values[j, k - E],
            [.. Enumerable.Range(0, D).Select(j => Bias(weights, j))]
        );
        Sent(literal, arriving.Hidden, [sent.ToInput, sent.Before.Hidden]);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_projection_shares_relevance_as_the_message_matrix_does(string rule)
    {
        // What the whole step sends is linear in what the projection makes of what arrives at h.
        var (cell, x, before) = Given("an LSTM with a projection", VariedLstmCell.Create);
        var weights = VariedCells.Cell("an LSTM with a projection", E);
        var projection = weights.Variation.Projection.IfNone(() => throw new ArgumentException("no projection")).Values;
        var step = cell.Advance(Projected(cell, x), before);
        var gates = (VariedLstmGates)step.Gates;
        var arriving = new CellState(Of(40, 1, 2).Values, Matrix.Zero(1, D));
        var literal = Literal(
            rule,
            [.. gates.Output.Times(gates.Signal).Span],
            (j, k) => projection[j, k],
            new double[2]
        );
        var back = cell.Relevance(With(rule, ProductRule.All));
        var whole = back(x, step, before, arriving);
        double[] toState =
        [
            .. Enumerable
                .Range(0, D)
                .Select(k => Enumerable.Range(0, 2).Sum(j => literal.Message(j, k, arriving.Hidden[0, j]))),
        ];
        var straight = back(x, step, before, new CellState(Matrix.Zero(1, 2), Matrix.Of(1, D, [.. toState])));
        Close.Absolute(1e-12, straight.ToInput.Span.ToArray(), whole.ToInput.Span.ToArray());
        Close.Absolute(1e-12, straight.Before.Cell.Span.ToArray(), whole.Before.Cell.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Cells_with_the_usual_functions_do_what_those_with_kernels_do(string rule)
    {
        (
            CellKind Kind,
            string Name,
            Func<int, CellWeights, Validation<Fault, ICell>> Usual,
            Func<int, CellWeights, Validation<Fault, ICell>> Varied
        )[] pairs =
        [
            (CellKind.Lstm, "an LSTM with relu", LstmCell.Create, VariedLstmCell.Create),
            (CellKind.GruResetAfter, "a GRU with relu", GruCell.Create, VariedGruCell.Create),
            (CellKind.GruResetBefore, "a GRU with relu", GruCell.Create, VariedGruCell.Create),
        ];
        foreach (var (kind, name, ofUsual, ofVaried) in pairs)
        {
            var weights = VariedCells.Cell(name, E) with { Kind = kind, Variation = CellVariation.None };
            var (usual, varied) = (ofUsual(E, weights).OrThrow(), ofVaried(E, weights).OrThrow());
            var (x, before) = (Of(30, 1, E).Values, Before(usual));
            var (one, other) = (
                usual.Advance(Projected(usual, x), before),
                varied.Advance(Projected(varied, x), before)
            );
            Assert.Equal(one.State, other.State);
            var arriving = new CellState(Of(40, 1, D).Values, 0.5 * before.Cell);
            foreach (var product in ProductRule.Offered)
            {
                var rules = With(rule, product);
                var (first, second) = (
                    usual.Relevance(rules)(x, one, before, arriving),
                    varied.Relevance(rules)(x, other, before, arriving)
                );
                Close.Absolute(1e-12, first.ToInput.Span.ToArray(), second.ToInput.Span.ToArray());
                Close.Absolute(1e-12, first.Before.Hidden.Span.ToArray(), second.Before.Hidden.Span.ToArray());
                Close.Absolute(1e-12, first.Before.Cell.Span.ToArray(), second.Before.Cell.Span.ToArray());
            }
        }
    }

    private static (ICell Cell, Matrix X, CellState Before) Given(
        string name,
        Func<int, CellWeights, Validation<Fault, ICell>> create
    )
    {
        var cell = create(E, VariedCells.Cell(name, E)).OrThrow();
        return (cell, Of(30, 1, E).Values, Before(cell));
    }

    private static CellState Before(ICell cell) =>
        new(Of(31, 1, cell.Units).Values, Of(32, 1, cell.InitialCell.Columns).Values);

    private static Matrix Projected(ICell cell, Matrix x) => Product.WithTransposed(x, cell.Input);

    private static LayerRules With(string rule, ProductRule product)
    {
        var linear = LiteralLinearRule.Rule(rule);
        return new LayerRules(linear, linear, linear, product);
    }

    private static double Sum(CellWeights weights, int row, Matrix x, Matrix hidden) =>
        Enumerable.Range(0, x.Columns).Sum(k => weights.Input.Values[row, k] * x[0, k])
        + Enumerable.Range(0, hidden.Columns).Sum(k => weights.Recurrent.Values[row, k] * hidden[0, k])
        + Bias(weights, row);

    private static double Bias(CellWeights weights, int row) =>
        weights.InputBias.Sum(bias => bias.Values[0, row]) + weights.RecurrentBias.Sum(bias => bias.Values[0, row]);

    private static LiteralLinearRule Literal(string rule, double[] x, Func<int, int, double> w, double[] b) =>
        new(rule, x, w, b, (_, _) => true);

    private static void Sent(LiteralLinearRule literal, Matrix arriving, ImmutableArray<Matrix> sent) =>
        Close.Absolute(
            1e-12,
            [
                .. literal.X.Select(
                    (_, k) => Enumerable.Range(0, arriving.Columns).Sum(j => literal.Message(j, k, arriving[0, j]))
                ),
            ],
            [.. sent.SelectMany(part => part.Span.ToArray())]
        );
}
