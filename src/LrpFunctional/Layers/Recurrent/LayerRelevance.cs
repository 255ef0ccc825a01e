using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>The relevance that flowed back through one recurrent layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Directions">What flowed through each cell.</param>
public sealed record LayerRelevance(LayerTrace Trace, ImmutableArray<DirectionRelevance> Directions)
    : ISequenceRelevance
{
    ISequenceTrace ISequenceRelevance.Trace => Trace;

    /// <inheritdoc/>
    public Matrix PerFeature => Directions.Select(direction => direction.PerFeature).Aggregate((x, y) => x + y);

    /// <inheritdoc/>
    public Matrix Leftover => Directions.Select(direction => direction.Leftover).Aggregate((x, y) => x + y);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int steps) =>
        from direction in Directions.Zip(Trace.Layer.Cells, (flow, cell) => (Flow: flow, cell.Direction))
        from step in Enumerable.Range(0, steps).Reverse()
        select new PlaceAccount(direction.Direction, step, direction.Flow.Steps[step].Account);

    /// <summary>Time as a fold from the last step back, by the steps of each cell.</summary>
    internal static LayerRelevance Of(LayerRules rules, LayerTrace trace, ImmutableArray<Arrival> arrivals)
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
}
