using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Lstm.Varied;

/// <summary>
/// An LSTM with any functions, peepholes (Gers and Schmidhuber 2000), a forget gate of 1 − i, or a projection of h
/// (Sak, Senior and Beaufays 2014); gate blocks of d rows in the order i, f, g, o.
/// </summary>
public sealed record VariedLstmCell : ICell
{
    private const int Gates = 4;
    private const int CandidateBlock = 2;

    private VariedLstmCell(
        CellWeights weights,
        Matrix input,
        Matrix recurrent,
        Matrix bias,
        Matrix initialHidden,
        Matrix initialCell,
        Option<Matrix> peepholes,
        Option<Matrix> projection
    )
    {
        Input = input;
        Recurrent = recurrent;
        Bias = [.. bias.Span];
        InitialHidden = initialHidden;
        InitialCell = initialCell;
        Peepholes = peepholes;
        Projection = projection;
        Opening = weights.Gates;
        Squashing = weights.Candidate;
        Showing = weights.Variation.Output.IfNone(Activation.Tanh);
        CouplesForget = weights.Variation.CouplesForget;
    }

    /// <inheritdoc/>
    public string Kind => "LSTM";

    /// <summary>The numbers of h, d, or p of a projection.</summary>
    public int Units => Recurrent.Columns;

    /// <summary>The numbers of c, d.</summary>
    public int Width => Recurrent.Rows / Gates;

    /// <inheritdoc/>
    public int InputSize => Input.Columns;

    /// <summary>Wx (4d × e).</summary>
    public Matrix Input { get; }

    /// <summary>Wh (4d × d, or 4d × p).</summary>
    public Matrix Recurrent { get; }

    /// <summary>bx + bh (4d).</summary>
    public ImmutableArray<double> Bias { get; }

    /// <inheritdoc/>
    public Matrix InitialHidden { get; }

    /// <inheritdoc/>
    public Matrix InitialCell { get; }

    /// <summary>p of i, f and o (1 × 3d).</summary>
    public Option<Matrix> Peepholes { get; }

    /// <summary>Wr (p × d).</summary>
    public Option<Matrix> Projection { get; }

    /// <summary>The function of the gates.</summary>
    public Activation Opening { get; }

    /// <summary>The function of the candidate.</summary>
    public Activation Squashing { get; }

    /// <summary>The function of c that the output gate lets out.</summary>
    public Activation Showing { get; }

    /// <summary>Whether f = 1 − i.</summary>
    public bool CouplesForget { get; }

    IEnumerable<string> ICell.WithoutDecomposition => ["an LSTM cell with other functions or connections"];

    /// <inheritdoc/>
    public StepTrace Advance(Matrix projected, CellState before) => VariedLstmStep.Of(this, projected, before);

    /// <inheritdoc/>
    public Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules) =>
        VariedLstmRelevance.Step(rules, this);

    /// <inheritdoc/>
    public StepGradient Gradient(StepTrace taken, CellState before, CellState arriving) =>
        Back(taken, before).Gradient(this, arriving);

    StepGradient ICell.Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    ) => Back(step, before).Rescaled(Back(reference, referenceBefore), this, arriving);

    IEnumerable<(string Name, Matrix Numbers)> ICell.Hashed(Direction direction) =>
        [
            ($"lstm {direction} {Opening} {Squashing} {Showing} {(CouplesForget ? "coupled" : "")}", Input),
            ("", Recurrent),
            ("", Matrix.Of(1, Bias.Length, Bias)),
            ("", InitialHidden),
            ("", InitialCell),
            .. Peepholes.Map(peepholes => ("peepholes", peepholes)).ToSeq(),
            .. Projection.Map(projection => ("projection", projection)).ToSeq(),
        ];

    /// <summary>p ⊙ c of the gates i, f, o in turn.</summary>
    internal Matrix Seen(int gate, Matrix state) =>
        Peepholes.Match(
            peepholes => ActivationCurve.Spread(Of(peepholes, gate))(state).Times(state),
            () => Matrix.Zero(state.Rows, state.Columns)
        );

    /// <summary>z of a block: a sum over x and h_{t−1}, and over c where a gate sees it.</summary>
    internal WeightedSum SumOf(int block)
    {
        Matrix Rows(Matrix weights) => weights.Slice(block * Width, Width);
        ImmutableArray<Connection> read = [new(Rows(Input)), new(Rows(Recurrent))];
        return new WeightedSum(
            block == CandidateBlock
                ? read
                : read.AddRange(
                    Peepholes.Map(all => new Connection(Diagonal(Of(all, Math.Min(block, CandidateBlock))))).ToSeq()
                ),
            Bias.Slice(block * Width, Width)
        );
    }

    /// <summary>What a gate's sum reads.</summary>
    internal ImmutableArray<Matrix> Inputs(Matrix input, Matrix hidden, Matrix state) =>
        Peepholes.IsSome ? [input, hidden, state] : [input, hidden];

    /// <summary>The relevance of c, with what gates that saw it sent back.</summary>
    internal Matrix WithSeen(Matrix toCell, ImmutableArray<Shares> gates) =>
        Peepholes.IsSome ? gates.Aggregate(toCell, (sum, shares) => sum + shares.ToInputs[2]) : toCell;

    /// <summary>
    /// A cell for inputs of size e; every tensor of a wrong shape and every wrong function is a fault.
    /// </summary>
    public static Validation<Fault, ICell> Create(int inputSize, CellWeights weights)
    {
        var (units, projection) = (weights.Recurrent.Values.Columns, weights.Variation.Projection);
        var width = projection.Map(own => own.Values.Columns).IfNone(units);
        return (
            (
                weights.Input.Check(Gates * width, inputSize),
                weights.Recurrent.Check(Gates * width, units),
                Weight.CheckOrZero(weights.InputBias, Gates * width),
                Weight.CheckOrZero(weights.RecurrentBias, Gates * width),
                Weight.CheckOrZero(weights.InitialHidden, units),
                Weight.CheckOrZero(weights.InitialCell, width)
            ).Apply((input, recurrent, one, other, hidden, state) => (input, recurrent, one + other, hidden, state)),
            weights.Variation.Peepholes.Map(own => own.Check(1, (Gates - 1) * width)).Sequence(),
            projection.Map(own => own.Check(units, width)).Sequence(),
            Validations.All(
                new[] { weights.Gates, weights.Candidate, weights.Variation.Output.IfNone(Activation.Tanh) }.Select(
                    function => function.Fits("LSTM cell", width)
                )
            )
        ).Apply(
            (tensors, peepholes, projected, _) =>
                (ICell)
                    new VariedLstmCell(
                        weights,
                        tensors.input,
                        tensors.recurrent,
                        tensors.Item3,
                        tensors.hidden,
                        tensors.state,
                        peepholes,
                        projected
                    )
        );
    }

    private static VariedLstmBack Back(StepTrace taken, CellState before) =>
        new((VariedLstmGates)taken.Gates, taken.State.Cell, before.Cell);

    private ImmutableArray<double> Of(Matrix peepholes, int gate) =>
        [.. MatrixRows.TakeColumns(peepholes, gate * Width, Width).Span];

    private static Matrix Diagonal(ImmutableArray<double> numbers) =>
        Matrix.Of(
            numbers.Length,
            numbers.Length,
            [.. numbers.SelectMany((number, at) => numbers.Select((_, column) => column == at ? number : 0.0))]
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(VariedLstmCell? other) =>
        other is not null
        && Input == other.Input
        && Recurrent == other.Recurrent
        && Bias.Same(other.Bias)
        && InitialHidden == other.InitialHidden
        && InitialCell == other.InitialCell
        && Peepholes == other.Peepholes
        && Projection == other.Projection
        && (Opening, Squashing, Showing, CouplesForget)
            == (other.Opening, other.Squashing, other.Showing, other.CouplesForget);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(
            HashCode.Combine(Input, Recurrent, Bias.Hash(), InitialHidden, InitialCell, Peepholes, Projection),
            HashCode.Combine(Opening, Squashing, Showing, CouplesForget)
        );
}
