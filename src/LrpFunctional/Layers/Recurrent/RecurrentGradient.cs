using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The gradient that flowed back through one recurrent layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Directions">What flowed through each cell.</param>
public sealed record RecurrentGradient(RecurrentTrace Trace, ImmutableArray<DirectionGradient> Directions)
    : ILayerGradient
{
    /// <summary>
    /// ∂s/∂x = Wxᵀ dz of what the layer read at each packed row, in the order of the words (rows × e).
    /// </summary>
    public Matrix ByInputs => Directions.Select(direction => direction.ByInputs).Aggregate((one, other) => one + other);

    /// <summary>
    /// ∂s/∂x · x of what the layer read at each packed row (rows × 1): dz · (Wx x), without a product by Wx.
    /// </summary>
    public Option<Matrix> TimesInputs =>
        Directions.Select(direction => direction.TimesInputs).Aggregate((one, other) => one + other);

    /// <inheritdoc/>
    public ImmutableArray<Matrix> ByWeights =>
        [.. Directions.SelectMany(direction => direction.ByWeights(Trace.Read).Matrices)];

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ByInputs);

    /// <summary>Backpropagation through time.</summary>
    internal static RecurrentGradient Of(RecurrentTrace trace, ImmutableArray<StateArrival> arrivals) =>
        new(
            trace,
            [
                .. trace.Directions.Zip(
                    arrivals,
                    (direction, arrival) =>
                        new DirectionGradient(
                            direction,
                            TimeFold.Back(
                                direction,
                                arrival,
                                (t, arriving) =>
                                    direction.Cell.Gradient(direction.Steps[t], direction.Before(t), arriving),
                                step => step.Before
                            )
                        )
                ),
            ]
        );

    /// <summary>The multipliers of DeepLIFT, back through time.</summary>
    internal static RecurrentGradient Rescaled(
        RecurrentTrace trace,
        RecurrentTrace reference,
        ImmutableArray<StateArrival> arrivals
    ) =>
        new(
            trace,
            [
                .. trace
                    .Directions.Zip(reference.Directions, arrivals)
                    .Select(cell => new DirectionGradient(cell.First, Rescaled(cell.First, cell.Second, cell.Third))),
            ]
        );

    private static ImmutableArray<StepGradient> Rescaled(
        DirectionTrace trace,
        DirectionTrace reference,
        StateArrival arrival
    )
    {
        var sums = new Pair(GateSums(trace), GateSums(reference));
        return TimeFold.Back(
            trace,
            arrival,
            (t, arriving) =>
            {
                var (before, referenceBefore) = (trace.Before(t), reference.Before(t));
                var here = sums.Slice(trace.Packing.Offset(t), trace.Packing.Lanes(t));
                return trace.Cell.Rescaled(trace.Steps[t], reference.Steps[t], here, before, referenceBefore, arriving);
            },
            step => step.Before
        );
    }

    /// <summary>
    /// Wx x + Wh h_{t−1} + b of each packed row as the cell went, for the blocks that a cell's sums are asked for.
    /// </summary>
    private static Matrix GateSums(DirectionTrace trace)
    {
        var (weights, bias) = trace.Cell.GateSums;
        var before = MatrixRows.Stack(trace.Cell.Units, [.. trace.Steps.Select((_, t) => trace.Before(t).Hidden)]);
        var projected = MatrixRows.TakeColumns(trace.Projection, 0, weights.Rows);
        return MatrixRows.AddToEach((projected + Product.WithTransposed(before, weights)), bias.AsSpan());
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(RecurrentGradient? other) =>
        other is not null && Trace == other.Trace && Directions.Same(other.Directions);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Directions.Hash());
}
