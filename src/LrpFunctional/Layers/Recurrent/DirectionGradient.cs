using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The gradient that flowed back through one cell.</summary>
/// <param name="Trace">What the cell did.</param>
/// <param name="Steps">The derivatives at each step, in the order in which the cell took them.</param>
public sealed record DirectionGradient(DirectionTrace Trace, ImmutableArray<StepGradient> Steps)
{
    /// <summary>The derivatives by the pre-activations of all steps (rows × Gd).</summary>
    public Matrix Preactivations =>
        MatrixRows.Stack(Trace.Cell.Input.Rows, [.. Steps.Select(step => step.Preactivations)]);

    internal Matrix ByInputs => InWordOrder(Product.Of(Preactivations, Trace.Cell.Input));

    internal Matrix TimesInputs => InWordOrder(Preactivations.Times(Trace.Projection).RowSums());

    /// <summary>∂s/∂W of what is learned of the cell, given what the layer read in the order of the words.</summary>
    internal CellGradient ByWeights(Matrix read) =>
        Trace.Cell.ByWeights(
            Trace.Steps,
            Preactivations,
            MatrixRows.Gather(read, Trace.Order.AsSpan()),
            MatrixRows.Stack(Trace.Cell.Units, [.. Trace.Steps.Select((_, t) => Trace.Before(t).Hidden)])
        );

    private Matrix InWordOrder(Matrix rows) => MatrixRows.Gather(rows, Trace.Order.AsSpan());

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(DirectionGradient? other) =>
        other is not null && Trace == other.Trace && Steps.Same(other.Steps);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Steps.Hash());
}
