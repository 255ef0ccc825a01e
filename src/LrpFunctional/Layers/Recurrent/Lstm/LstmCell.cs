using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>
/// z_t = Wx x_t + bx + Wh h_{t−1} + bh, with gate blocks of d rows in the order input i, forget f, candidate g, output
/// o (Hochreiter and Schmidhuber 1997; Gers et al. 1999).
/// </summary>
public sealed record LstmCell : IKernelCell
{
    private const int Gates = 4;
    private const int CandidateBlock = 2;

    private readonly InEachPrecision<PreparedCell<double>, PreparedCell<float>> _prepared;

    private LstmCell(
        Matrix input,
        Matrix recurrent,
        Matrix inputBias,
        Matrix recurrentBias,
        Matrix initialHidden,
        Matrix initialCell,
        Option<HardSigmoid> gate
    )
    {
        Input = input;
        Recurrent = recurrent;
        Bias = [.. (inputBias + recurrentBias).Span];
        CandidateBias = Bias.Slice(CandidateRow, Units);
        InitialHidden = initialHidden;
        InitialCell = initialCell;
        Gate = gate;
        _prepared = new(Prepared<double>, Prepared<float>);
    }

    /// <inheritdoc/>
    public string Kind => "LSTM";

    /// <inheritdoc/>
    public int Units => Recurrent.Columns;

    /// <inheritdoc/>
    public int InputSize => Input.Columns;

    /// <summary>Wx (4d × e).</summary>
    public Matrix Input { get; }

    /// <summary>Wh (4d × d).</summary>
    public Matrix Recurrent { get; }

    /// <summary>bx + bh (4d).</summary>
    public ImmutableArray<double> Bias { get; }

    /// <summary>The first row of the candidate's block, 2d.</summary>
    public int CandidateRow => CandidateBlock * Units;

    /// <summary>The candidate's rows of Wx (d × e).</summary>
    public Matrix CandidateInput => Input.Slice(CandidateRow, Units);

    /// <summary>The candidate's rows of Wh (d × d).</summary>
    public Matrix CandidateRecurrent => Recurrent.Slice(CandidateRow, Units);

    /// <summary>The candidate's bias bx_g + bh_g (d).</summary>
    public ImmutableArray<double> CandidateBias { get; }

    /// <inheritdoc/>
    public Matrix InitialHidden { get; }

    /// <inheritdoc/>
    public Matrix InitialCell { get; }

    /// <summary>The gates' function where it is not the logistic one.</summary>
    public Option<HardSigmoid> Gate { get; }

    /// <summary>The gates' function.</summary>
    internal Activation Opening => HardSigmoid.Opening(Gate);

    (Matrix Recurrent, ImmutableArray<double> Bias) ICell.GateSums => (Recurrent, Bias);

    /// <inheritdoc/>
    public StepTrace Advance(Matrix projected, CellState before) => LstmStep.Of(this, projected, before);

    /// <inheritdoc/>
    public Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules) =>
        LstmRelevance.Step(rules, this);

    /// <inheritdoc/>
    public StepGradient Gradient(StepTrace taken, CellState before, CellState arriving) =>
        LstmGradient.Step(this, (LstmGates)taken.Gates, taken.State, before, arriving);

    StepGradient ICell.Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    ) =>
        LstmRescale.Step(
            this,
            (LstmGates)step.Gates,
            (LstmGates)reference.Gates,
            sums,
            new Pair(step.State.Cell, reference.State.Cell),
            new Pair(before.Cell, referenceBefore.Cell),
            arriving
        );

    IEnumerable<string> ICell.WithoutDecomposition => [];

    ContextualState ICell.Decomposed(
        Packing packing,
        ImmutableArray<int> order,
        Parts read,
        Matrix ofBiases,
        ContextualState initial
    ) => LstmContextual.Run(this, packing, order, read, ofBiases, initial);

    StepTrace IKernelCell.Steps(CellRecord<double> record)
    {
        var hidden = record.Hidden.Freeze(Units);
        return new StepTrace(
            new LstmGates(
                record.FreezeGate(0),
                record.FreezeGate(1),
                record.FreezeGate(2),
                record.FreezeGate(3),
                record.FreezeGate(5)
            ),
            new CellState(hidden, record.FreezeGate(4))
        );
    }

    IEnumerable<(string Name, Matrix Numbers)> ICell.Hashed(Direction direction) =>
        [
            ($"lstm {direction} {HardSigmoid.NameOf(Gate)}", Input),
            ("", Recurrent),
            ("", Matrix.Of(1, Bias.Length, Bias)),
            ("", InitialHidden),
            ("", InitialCell),
        ];

    PreparedCell<T> IKernelCell.Prepared<T>() => _prepared.As<PreparedCell<T>>();

    private PreparedCell<T> Prepared<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new PreparedLstm<T>(Input, Recurrent, Bias.AsSpan(), InitialHidden, InitialCell, HardSigmoid.LineOf(Gate));

    /// <summary>
    /// A cell for inputs of size e; every tensor of a wrong shape or with a number that is not finite is a fault.
    /// </summary>
    public static Validation<Fault, ICell> Create(int inputSize, CellWeights weights)
    {
        var units = weights.Recurrent.Values.Columns;
        return (
            weights.Input.Check(Gates * units, inputSize),
            weights.Recurrent.Check(Gates * units, units),
            Weight.CheckOrZero(weights.InputBias, Gates * units),
            Weight.CheckOrZero(weights.RecurrentBias, Gates * units),
            Weight.CheckOrZero(weights.InitialHidden, units),
            Weight.CheckOrZero(weights.InitialCell, units)
        ).Apply(
            (input, recurrent, inputBias, recurrentBias, hidden, cell) =>
                (ICell)new LstmCell(input, recurrent, inputBias, recurrentBias, hidden, cell, weights.Gate)
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(LstmCell? other) =>
        other is not null
        && Input == other.Input
        && Recurrent == other.Recurrent
        && Bias.Same(other.Bias)
        && CandidateBias.Same(other.CandidateBias)
        && InitialHidden == other.InitialHidden
        && InitialCell == other.InitialCell
        && Gate == other.Gate;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(Input, Recurrent, Bias.Hash(), CandidateBias.Hash(), InitialHidden, InitialCell, Gate);
}
