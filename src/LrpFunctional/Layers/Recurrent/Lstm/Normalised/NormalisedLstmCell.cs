using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Pointwise.Normalisations;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Lstm.Normalised;

/// <summary>
/// An LSTM with layer normalisations of Wx x, of Wh h and of c (Ba, Kiros and Hinton 2016; the form of PyTorch's
/// benchmarks, whose next step reads the normalised c); gate blocks of d rows in the order i, f, g, o.
/// </summary>
internal sealed record NormalisedLstmCell : ICell
{
    private const int Gates = 4;

    private NormalisedLstmCell(
        CellWeights weights,
        (Matrix Input, Matrix Recurrent, Matrix Bias, Matrix Hidden, Matrix Cell) tensors,
        (LayerNormalisation OfInput, LayerNormalisation OfHidden, LayerNormalisation OfCell) normalisations
    )
    {
        (Input, Recurrent, var bias, InitialHidden, InitialCell) = tensors;
        (OfInput, OfHidden, OfCell) = normalisations;
        Bias = [.. bias.Span];
        Opening = weights.Gates;
        Squashing = weights.Candidate;
        Showing = weights.Variation.Output.IfNone(Activation.Tanh);
    }

    /// <inheritdoc/>
    public string Kind => "layer-normalised LSTM";

    /// <inheritdoc/>
    public int Units => Recurrent.Columns;

    /// <inheritdoc/>
    public int InputSize => Input.Columns;

    /// <summary>Wx (4d × e).</summary>
    public Matrix Input { get; }

    /// <summary>Wh (4d × d).</summary>
    public Matrix Recurrent { get; }

    /// <summary>b (4d), behind the normalisations.</summary>
    public ImmutableArray<double> Bias { get; }

    /// <inheritdoc/>
    public Matrix InitialHidden { get; }

    /// <inheritdoc/>
    public Matrix InitialCell { get; }

    /// <summary>The normalisation of Wx x.</summary>
    public LayerNormalisation OfInput { get; }

    /// <summary>The normalisation of Wh h.</summary>
    public LayerNormalisation OfHidden { get; }

    /// <summary>The normalisation of c.</summary>
    public LayerNormalisation OfCell { get; }

    /// <summary>The function of the gates.</summary>
    public Activation Opening { get; }

    /// <summary>The function of the candidate.</summary>
    public Activation Squashing { get; }

    /// <summary>The function of c that the output gate lets out.</summary>
    public Activation Showing { get; }

    /// <inheritdoc/>
    public bool IsNormalised => true;

    // Neither multipliers nor shares say what becomes of a mean and a variance.
    IEnumerable<string> ICell.WithoutDecomposition => [$"a {Kind} cell"];

    IEnumerable<string> ICell.WithoutRescale => [$"a {Kind} cell"];

    /// <inheritdoc/>
    public StepTrace Advance(Matrix projected, CellState before) => NormalisedLstmStep.Of(this, projected, before);

    /// <inheritdoc/>
    public Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules) =>
        NormalisedLstmRelevance.Step(rules, this);

    /// <inheritdoc/>
    public StepGradient Gradient(StepTrace taken, CellState before, CellState arriving) =>
        NormalisedLstmStep.Gradient(this, taken, before, arriving);

    StepGradient ICell.Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    ) => throw new System.Diagnostics.UnreachableException();

    IEnumerable<(string Name, Matrix Numbers)> ICell.Hashed(Direction direction) =>
        [
            ($"normalised lstm {direction} {Opening} {Squashing} {Showing}", Input),
            ("", Recurrent),
            ("", Matrix.Of(1, Bias.Length, Bias)),
            ("", InitialHidden),
            ("", InitialCell),
            .. new ILayer[] { OfInput, OfHidden, OfCell }.SelectMany(layer => layer.Hashed),
        ];

    /// <summary>
    /// A cell for inputs of size e; every tensor of a wrong shape, and every other variation but functions, is a fault.
    /// </summary>
    public static Validation<Fault, ICell> Create(int inputSize, CellWeights weights)
    {
        var units = weights.Recurrent.Values.Columns;
        static Validation<Fault, LayerNormalisation> Normalisation(LayerNormalisationWeights of, int width) =>
            of.Create([FlowShape.Vectors(width)]).Map(layer => (LayerNormalisation)layer);
        return (
            (
                weights.Input.Check(Gates * units, inputSize),
                weights.Recurrent.Check(Gates * units, units),
                Weight.CheckOrZero(weights.InputBias, Gates * units),
                Weight.CheckOrZero(weights.RecurrentBias, Gates * units),
                Weight.CheckOrZero(weights.InitialHidden, units),
                Weight.CheckOrZero(weights.InitialCell, units)
            ).Apply((input, recurrent, one, other, hidden, state) => (input, recurrent, one + other, hidden, state)),
            weights
                .Variation.Normalisations.ToValidation(new Fault("recurrent layer", "it has none", "give all three"))
                .Bind(all =>
                    (
                        Normalisation(all.Input, Gates * units),
                        Normalisation(all.Recurrent, Gates * units),
                        Normalisation(all.Cell, units)
                    ).Apply((ofInput, ofHidden, ofCell) => (ofInput, ofHidden, ofCell))
                ),
            HasNothingElse(weights.Variation)
        ).Apply((tensors, normalisations, _) => (ICell)new NormalisedLstmCell(weights, tensors, normalisations));
    }

    private static Validation<Fault, Unit> HasNothingElse(CellVariation variation) =>
        Validations.Require(
            variation.Peepholes.IsNone && variation.Projection.IsNone && !variation.CouplesForget,
            new Fault(
                "recurrent layer",
                "a layer-normalised LSTM has peepholes, a projection or a forget gate of 1 − i too",
                "leave out one or the other"
            )
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(NormalisedLstmCell? other) =>
        other is not null
        && Input == other.Input
        && Recurrent == other.Recurrent
        && Bias.Same(other.Bias)
        && InitialHidden == other.InitialHidden
        && InitialCell == other.InitialCell
        && (OfInput, OfHidden, OfCell) == (other.OfInput, other.OfHidden, other.OfCell)
        && (Opening, Squashing, Showing) == (other.Opening, other.Squashing, other.Showing);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(
            HashCode.Combine(Input, Recurrent, Bias.Hash(), InitialHidden, InitialCell),
            HashCode.Combine(OfInput, OfHidden, OfCell, Opening, Squashing, Showing)
        );
}
