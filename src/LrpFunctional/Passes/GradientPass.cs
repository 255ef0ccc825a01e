using System.Collections.Immutable;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>Backpropagation through time.</summary>
public static class GradientPass
{
    /// <summary>The derivatives by everything below the scores, given those by the scores (n × C).</summary>
    public static NetworkGradient Back(Trace trace, Matrix byScores)
    {
        var head = HeadGradient.Of(trace.Head, byScores);
        var top = Back(trace.Layers[^1], head.Arrivals(trace.Head));
        var layers = trace
            .Layers.Reverse()
            .Skip(1)
            .Aggregate(
                ImmutableArray.Create(top),
                (above, layer) =>
                    above.Insert(0, Back(layer, Arrival.FromAbove(layer.Layer, trace.Batch.Packing, above[0].ByInputs)))
            );
        return new NetworkGradient(head, layers);
    }

    private static LayerGradient Back(LayerTrace trace, ImmutableArray<Arrival> arrivals) =>
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
}
