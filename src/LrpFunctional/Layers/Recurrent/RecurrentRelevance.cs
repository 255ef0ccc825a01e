using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The relevance that flowed back through one recurrent layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Directions">What flowed through each cell.</param>
public sealed record RecurrentRelevance(RecurrentTrace Trace, ImmutableArray<DirectionRelevance> Directions)
    : ILayerRelevance
{
    /// <summary>R_k of what the layer read at each packed row, in the order of the words (rows × e).</summary>
    public Matrix Features => Directions.Select(direction => direction.Features).Aggregate((one, other) => one + other);

    /// <inheritdoc/>
    public Option<Matrix> Leftover =>
        Directions.Select(direction => direction.Leftover).Aggregate((one, other) => one + other);

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Features);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) =>
        from direction in Directions.Zip(Trace.Layer.Cells, (flow, cell) => (Flow: flow, cell.Direction))
        from step in Enumerable.Range(0, Trace.Packing.Lengths[lane]).Reverse()
        select new PlaceAccount(direction.Direction, step, direction.Flow.Steps[step].Account);

    /// <summary>Time as a fold from the last step back, by the steps of each cell.</summary>
    internal static RecurrentRelevance Of(LayerRules rules, RecurrentTrace trace, ImmutableArray<StateArrival> arrivals)
    {
        var read = trace.Read;
        return new(
            trace,
            [
                .. trace.Directions.Zip(
                    arrivals,
                    (direction, arrival) =>
                    {
                        var inputs = MatrixRows.Gather(read, direction.Order.AsSpan());
                        Matrix At(int t) => inputs.Slice(direction.Packing.Offset(t), direction.Packing.Lanes(t));
                        var step = direction.Cell.Relevance(rules);
                        return new DirectionRelevance(
                            direction,
                            TimeFold.Back(
                                direction,
                                arrival,
                                (t, arriving) => step(At(t), direction.Steps[t], direction.Before(t), arriving),
                                sent => sent.Before
                            )
                        );
                    }
                ),
            ]
        );
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(RecurrentRelevance? other) =>
        other is not null && Trace == other.Trace && Directions.Same(other.Directions);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Directions.Hash());
}
