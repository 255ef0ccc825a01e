using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Simple;

/// <summary>h_t = a(z_t), z_t = Wx x_t + Wh h_{t−1} + b (Elman 1990).</summary>
public sealed record SimpleCell : ICell
{
    private SimpleCell(
        Matrix input,
        Matrix recurrent,
        ImmutableArray<double> bias,
        Matrix initialHidden,
        Activation activation
    )
    {
        Input = input;
        Recurrent = recurrent;
        Bias = bias;
        InitialHidden = initialHidden;
        Activation = activation;
    }

    /// <inheritdoc/>
    public string Kind => "simple recurrent";

    /// <inheritdoc/>
    public int Units => Recurrent.Rows;

    /// <inheritdoc/>
    public int InputSize => Input.Columns;

    /// <summary>Wx (d × e).</summary>
    public Matrix Input { get; }

    /// <summary>Wh (d × d).</summary>
    public Matrix Recurrent { get; }

    /// <summary>b = bx + bh (d).</summary>
    public ImmutableArray<double> Bias { get; }

    /// <inheritdoc/>
    public Matrix InitialHidden { get; }

    /// <inheritdoc/>
    public Matrix InitialCell => Matrix.Zero(1, 0);

    /// <summary>a.</summary>
    public Activation Activation { get; }

    IEnumerable<string> ICell.WithoutDecomposition => [];

    /// <summary>z = Wx x + Wh h_{t−1} + b; h = a(z).</summary>
    public StepTrace Advance(Matrix projected, CellState before)
    {
        var sum = MatrixRows.AddToEach(projected + Product.WithTransposed(before.Hidden, Recurrent), Bias.AsSpan());
        return new StepTrace(new SimpleSum(sum), new CellState(Activation.Of(sum), before.Cell));
    }

    /// <summary>R of z, which a passes unchanged, is shared between x_t and h_{t−1} by the candidate's rule.</summary>
    public Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules)
    {
        var share = rules.Candidate.Share(new WeightedSum([new(Input), new(Recurrent)], Bias));
        return (input, step, before, arriving) =>
            StepSums.Sent(arriving, arriving.Cell, [share([input, before.Hidden], Sum(step), arriving.Hidden)], []);
    }

    /// <summary>dz = dh ⊙ a'(z); dh_{t−1} = Whᵀ dz.</summary>
    public StepGradient Gradient(StepTrace taken, CellState before, CellState arriving) =>
        Through(Activation.Back(arriving.Hidden, Sum(taken), taken.State.Hidden), arriving);

    /// <summary>m_z = m_h ⊙ Δa(z) / Δz; m_{h,t−1} = Whᵀ m_z.</summary>
    StepGradient ICell.Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    ) => Through(Activation.Rescaled(arriving.Hidden, new Pair(Sum(step), Sum(reference))), arriving);

    ContextualState ICell.Decomposed(
        Packing packing,
        ImmutableArray<int> order,
        Parts read,
        Matrix ofBiases,
        ContextualState initial
    ) => SimpleContextual.Run(this, packing, order, read, ofBiases, initial);

    IEnumerable<(string Name, Matrix Numbers)> ICell.Hashed(Direction direction) =>
        [
            ($"simple {direction} {Activation}", Input),
            ("", Recurrent),
            ("", Matrix.Of(1, Bias.Length, Bias)),
            ("", InitialHidden),
        ];

    /// <summary>A cell for inputs of size e; every tensor of a wrong shape and a wrong function is a fault.</summary>
    public static Validation<Fault, ICell> Create(int inputSize, CellWeights weights)
    {
        var units = weights.Recurrent.Values.Columns;
        return (
            weights.Input.Check(units, inputSize),
            weights.Recurrent.Check(units, units),
            Weight.CheckOrZero(weights.InputBias, units),
            Weight.CheckOrZero(weights.RecurrentBias, units),
            Weight.CheckOrZero(weights.InitialHidden, units),
            weights.Candidate.Fits("simple recurrent cell", units),
            weights.HasNothingOfAnLstm("a simple recurrent cell"),
            HasNoGates(weights)
        ).Apply(
            (input, recurrent, inputBias, recurrentBias, hidden, _, _, _) =>
                (ICell)
                    new SimpleCell(input, recurrent, [.. (inputBias + recurrentBias).Span], hidden, weights.Candidate)
        );
    }

    private static Validation<Fault, Unit> HasNoGates(CellWeights weights) =>
        Validations.Require(
            weights.Gate.IsNone && weights.Variation.Gates.IsNone,
            new Fault(
                "recurrent layer",
                $"there is a function of gates, {weights.Gates}, where a simple recurrent cell has no gates",
                "leave it out"
            )
        );

    private static Matrix Sum(StepTrace step) => ((SimpleSum)step.Gates).Sum;

    private StepGradient Through(Matrix bySum, CellState arriving) =>
        new(new CellState(Product.Of(bySum, Recurrent), arriving.Cell), bySum);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(SimpleCell? other) =>
        other is not null
        && Input == other.Input
        && Recurrent == other.Recurrent
        && Bias.Same(other.Bias)
        && InitialHidden == other.InitialHidden
        && Activation == other.Activation;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Input, Recurrent, Bias.Hash(), InitialHidden, Activation);
}
