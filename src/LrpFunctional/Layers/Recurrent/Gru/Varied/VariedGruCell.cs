using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Gru.Varied;

/// <summary>A GRU with any functions in the places of σ and tanh; relevance passes them unchanged.</summary>
public sealed record VariedGruCell : ICell
{
    private VariedGruCell(GruCell weights, Activation opening, Activation squashing)
    {
        Weights = weights;
        Opening = opening;
        Squashing = squashing;
    }

    /// <summary>Its weights, in a GRU with the usual functions.</summary>
    public GruCell Weights { get; }

    /// <summary>The function of r and z.</summary>
    public Activation Opening { get; }

    /// <summary>The function of n.</summary>
    public Activation Squashing { get; }

    /// <inheritdoc/>
    public string Kind => Weights.Kind;

    /// <inheritdoc/>
    public int Units => Weights.Units;

    /// <inheritdoc/>
    public int InputSize => Weights.InputSize;

    /// <inheritdoc/>
    public Matrix Input => Weights.Input;

    /// <inheritdoc/>
    public Matrix InitialHidden => Weights.InitialHidden;

    /// <inheritdoc/>
    public Matrix InitialCell => Weights.InitialCell;

    (Matrix Recurrent, ImmutableArray<double> Bias) ICell.GateSums => ((ICell)Weights).GateSums;

    /// <inheritdoc/>
    public StepTrace Advance(Matrix projected, CellState before)
    {
        var (step, sums) = GruStep.Of(Weights, Opening, Squashing, projected, before);
        return step with { Gates = new VariedGruGates((GruGates)step.Gates, sums) };
    }

    /// <inheritdoc/>
    public Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Relevance(LayerRules rules)
    {
        var back = GruRelevance.Step(rules, Weights);
        return (input, step, before, arriving) =>
            back(input, step with { Gates = Gates(step).Usual }, before, arriving);
    }

    /// <inheritdoc/>
    public StepGradient Gradient(StepTrace taken, CellState before, CellState arriving) =>
        GruGradient.Step(
            Weights,
            (multipliers, gate, block) =>
                Opening.Back(multipliers, MatrixRows.TakeColumns(Gates(taken).Sums, block * Units, Units), gate),
            (multipliers, gates) => Squashing.Back(multipliers, gates.CandidatePreactivation, gates.Candidate),
            Gates(taken).Usual,
            before,
            arriving
        );

    CellGradient ICell.ByWeights(ImmutableArray<StepTrace> steps, Matrix preactivations, Matrix read, Matrix before) =>
        GruCellGradient.Of(Weights, steps.Select(step => Gates(step).Usual), preactivations, read, before);

    StepGradient ICell.Rescaled(
        StepTrace step,
        StepTrace reference,
        Pair sums,
        CellState before,
        CellState referenceBefore,
        CellState arriving
    ) =>
        GruRescale.Step(
            Weights,
            Opening,
            Squashing,
            Gates(step).Usual,
            Gates(reference).Usual,
            sums,
            new Pair(before.Hidden, referenceBefore.Hidden),
            arriving
        );

    IEnumerable<(string Name, Matrix Numbers)> ICell.Hashed(Direction direction) =>
        ((ICell)Weights).Hashed(direction).Prepend(($"varied {Opening} {Squashing}", Matrix.Zero(0, 0)));

    /// <summary>
    /// A cell for inputs of size e; every tensor of a wrong shape and every wrong function is a fault.
    /// </summary>
    public static Validation<Fault, ICell> Create(int inputSize, CellWeights weights)
    {
        var units = weights.Recurrent.Values.Columns;
        return (
            GruCell.Create(inputSize, weights),
            weights.Gates.Fits("gates of a GRU", units),
            weights.Candidate.Fits("candidate of a GRU", units)
        ).Apply((cell, _, _) => (ICell)new VariedGruCell((GruCell)cell, weights.Gates, weights.Candidate));
    }

    private static VariedGruGates Gates(StepTrace step) => (VariedGruGates)step.Gates;
}
