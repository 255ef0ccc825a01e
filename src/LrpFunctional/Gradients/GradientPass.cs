using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Gradients;

/// <summary>Backpropagation through time.</summary>
public static class GradientPass
{
    /// <summary>The derivatives by everything below the scores, given those by the scores (n × C).</summary>
    public static ImmutableArray<DirectionGradient> Back(Trace trace, Matrix byScores) =>
        [.. trace.Directions.Zip(trace.Network.Readout.Weights, (direction, weights) => Back(direction, Product.Of(byScores, weights)))];

    /// <summary>One step: dc += dh ⊙ o ⊙ (1 − tanh²c); dz of the four gates; dh_{t−1} = Whᵀ dz; dc_{t−1} = dc ⊙ f.</summary>
    public static StepGradient Step(LstmCell cell, StepTrace step, LstmState before, LstmState arriving)
    {
        var gates = step.Gates;
        var (preactivations, cellBefore) = GradientKernel.Gradient(
            gates.Input, gates.Forget, gates.Candidate, gates.Output, step.State.Hidden, before.Cell, arriving.Hidden, arriving.Cell);
        return new StepGradient(new LstmState(Product.Of(preactivations, cell.Recurrent), cellBefore), preactivations);
    }

    private static DirectionGradient Back(DirectionTrace trace, Matrix atLastHidden) =>
        new(trace, TimeFold.Back(
            trace.Packing,
            atLastHidden,
            (t, arriving) => Step(trace.Cell, trace.Steps[t], trace.Before(t), arriving),
            step => step.Before));
}
