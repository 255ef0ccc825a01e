using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>
/// h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}, with gate blocks of d rows in the order reset r, update z, candidate n (Cho et al.
/// 2014). The reset gate acts on h_{t−1} before the product by Un or on Un h_{t−1} + bh_n after it. A model with the
/// opposite update gate is this one with the weights of z turned round, since σ(−x) = 1 − σ(x).
/// </summary>
public sealed record GruCell : IKernelCell
{
    private const int Gates = 3;
    private const int CandidateBlock = 2;

    private readonly InEachPrecision<PreparedCell<double>, PreparedCell<float>> _prepared;

    private GruCell(
        Matrix input,
        Matrix recurrent,
        Matrix inputBias,
        Matrix recurrentBias,
        Matrix initialHidden,
        bool resetsBefore,
        Option<HardSigmoid> gate
    )
    {
        Input = input;
        Recurrent = recurrent;
        InputBias = [.. inputBias.Span];
        RecurrentBias = [.. recurrentBias.Span];
        InitialHidden = initialHidden;
        ResetsBefore = resetsBefore;
        Gate = gate;
        _prepared = new(Prepared<double>, Prepared<float>);
    }

    /// <summary>
    /// Whether the reset gate acts on h_{t−1} before the product by Un, and not on Un h_{t−1} + bh_n.
    /// </summary>
    public bool ResetsBefore { get; }

    /// <inheritdoc/>
    public string Kind => "GRU";

    /// <inheritdoc/>
    public int Units => Recurrent.Columns;

    /// <inheritdoc/>
    public int InputSize => Input.Columns;

    /// <summary>Wx (3d × e).</summary>
    public Matrix Input { get; }

    /// <summary>Wh (3d × d).</summary>
    public Matrix Recurrent { get; }

    /// <summary>bx (3d).</summary>
    public ImmutableArray<double> InputBias { get; }

    /// <summary>bh (3d).</summary>
    public ImmutableArray<double> RecurrentBias { get; }

    /// <summary>The first row of the candidate's block, 2d.</summary>
    public int CandidateRow => CandidateBlock * Units;

    /// <summary>The candidate's rows of Wx (d × e).</summary>
    public Matrix CandidateInput => Input.Slice(CandidateRow, Units);

    /// <summary>The candidate's rows of Wh, Un (d × d).</summary>
    public Matrix CandidateRecurrent => Recurrent.Slice(CandidateRow, Units);

    /// <summary>
    /// The bias that stands in the candidate's own sum: bx_n, and bh_n too where the reset gate acts before the product
    /// (d).
    /// </summary>
    public ImmutableArray<double> CandidateBias =>
        ResetsBefore
            ? [.. InputBias.Skip(CandidateRow).Zip(RecurrentBias.Skip(CandidateRow), (x, h) => x + h)]
            : InputBias.Slice(CandidateRow, Units);

    /// <summary>bx + bh of the two gates (2d).</summary>
    public ImmutableArray<double> GateBias => [.. InputBias.Take(CandidateRow).Zip(RecurrentBias, (x, h) => x + h)];

    /// <summary>bh_n (d), which the reset gate acts on where it acts after the product.</summary>
    public ImmutableArray<double> ResetBias => RecurrentBias.Slice(CandidateRow, Units);

    /// <inheritdoc/>
    public Matrix InitialHidden { get; }

    /// <inheritdoc/>
    public Matrix InitialCell => Matrix.Zero(1, 0);

    /// <summary>The gates' function where it is not the logistic one.</summary>
    public Option<HardSigmoid> Gate { get; }

    /// <summary>The gates' function.</summary>
    internal Activation Opening => HardSigmoid.Opening(Gate);

    (Matrix Recurrent, ImmutableArray<double> Bias) ICell.GateSums => (Recurrent.Slice(0, CandidateRow), GateBias);

    /// <inheritdoc/>
    public StepTrace Advance(Matrix projected, CellState before) =>
        GruStep.Of(this, Opening, Activation.Tanh, projected, before).Step;

    /// <inheritdoc/>
    public Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules) =>
        GruRelevance.Step(rules, this);

    /// <inheritdoc/>
    public StepGradient Gradient(StepTrace taken, CellState before, CellState arriving) =>
        GruGradient.Step(
            this,
            (multipliers, gate, _) => multipliers.Times(Elementwise.GateSlope(HardSigmoid.LineOf(Gate), gate)),
            (multipliers, gates) => multipliers.Times(Elementwise.TanhSlope(gates.Candidate)),
            (GruGates)taken.Gates,
            before,
            arriving
        );

    CellGradient ICell.ByWeights(ImmutableArray<StepTrace> steps, Matrix preactivations, Matrix read, Matrix before) =>
        GruCellGradient.Of(this, steps.Select(step => (GruGates)step.Gates), preactivations, read, before);

    StepGradient ICell.Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    ) =>
        GruRescale.Step(
            this,
            Opening,
            Activation.Tanh,
            (GruGates)step.Gates,
            (GruGates)reference.Gates,
            sums,
            new Pair(before.Hidden, referenceBefore.Hidden),
            arriving
        );

    StepTrace IKernelCell.Steps(CellRecord<double> record)
    {
        var hidden = record.Hidden.Freeze(Units);
        return new StepTrace(
            new GruGates(
                record.FreezeGate(0),
                record.FreezeGate(1),
                record.FreezeGate(2),
                record.FreezeGate(3),
                record.FreezeGate(4)
            ),
            new CellState(hidden, Matrix.Zero(hidden.Rows, 0))
        );
    }

    IEnumerable<(string Name, Matrix Numbers)> ICell.Hashed(Direction direction) =>
        [
            ($"gru {ResetsBefore} {direction} {HardSigmoid.NameOf(Gate)}", Input),
            ("", Recurrent),
            ("", Matrix.Of(1, InputBias.Length, InputBias)),
            ("", Matrix.Of(1, RecurrentBias.Length, RecurrentBias)),
            ("", InitialHidden),
        ];

    PreparedCell<T> IKernelCell.Prepared<T>() => _prepared.As<PreparedCell<T>>();

    private PreparedCell<T> Prepared<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ImmutableArray<double> sums = [.. GateBias, .. CandidateBias];
        ImmutableArray<double> reset = ResetsBefore ? [.. ResetBias.Select(_ => 0.0)] : ResetBias;
        return new PreparedGru<T>(
            Input,
            Recurrent,
            sums.AsSpan(),
            reset.AsSpan(),
            InitialHidden,
            ResetsBefore,
            HardSigmoid.LineOf(Gate)
        );
    }

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
            weights.HasNothingOfAnLstm("a GRU")
        ).Apply(
            (input, recurrent, inputBias, recurrentBias, hidden, _) =>
                (ICell)
                    new GruCell(
                        input,
                        recurrent,
                        inputBias,
                        recurrentBias,
                        hidden,
                        weights.Kind == CellKind.GruResetBefore,
                        weights.Gate
                    )
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(GruCell? other) =>
        other is not null
        && ResetsBefore == other.ResetsBefore
        && Input == other.Input
        && Recurrent == other.Recurrent
        && InputBias.Same(other.InputBias)
        && RecurrentBias.Same(other.RecurrentBias)
        && InitialHidden == other.InitialHidden
        && Gate == other.Gate;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(ResetsBefore, Input, Recurrent, InputBias.Hash(), RecurrentBias.Hash(), InitialHidden, Gate);
}
