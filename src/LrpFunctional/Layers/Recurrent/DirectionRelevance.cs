using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The relevance that flowed back through one cell.</summary>
/// <param name="Trace">What the cell did.</param>
/// <param name="Steps">What each step sent back, in the order in which the cell took them.</param>
public sealed record DirectionRelevance(DirectionTrace Trace, ImmutableArray<StepRelevance> Steps)
{
    /// <summary>Σ R(h_{−1}) + Σ R(c_{−1}), the relevance left on the initial state (n × 1).</summary>
    public Matrix Leftover => (((Steps[0].Before.Hidden).RowSums()) + ((Steps[0].Before.Cell).RowSums()));

    internal Matrix Features =>
        MatrixRows.Gather(
            MatrixRows.Stack(Trace.Cell.InputSize, [.. Steps.Select(step => step.ToInput)]),
            Trace.Order.AsSpan()
        );

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(DirectionRelevance? other) =>
        other is not null && Trace == other.Trace && Steps.Same(other.Steps);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Steps.Hash());
}
