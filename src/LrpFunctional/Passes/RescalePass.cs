using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>
/// DeepLIFT's multipliers m with Σ m Δx = Δs: backpropagation whose slopes are those between the sentence and its
/// reference. Δ(ab) = Δa (b + b_ref) / 2 + Δb (a + a_ref) / 2 at products, Δa(z) / Δz at activations, W itself at sums
/// (Shrikumar, Greenside and Kundaje, "Learning important features through propagating activation differences", ICML
/// 2017; products by their average).
/// </summary>
public static class RescalePass
{
    /// <summary>
    /// The multipliers of everything below the scores, in the shape of derivatives, given those of the scores (n × C).
    /// </summary>
    /// <param name="trace">What the network did with the sentences.</param>
    /// <param name="reference">What it did with their references, each in its sentence's lane.</param>
    /// <param name="byScores">The multipliers of the scores.</param>
    /// <exception cref="NotSupportedException">The network has a part without an equation: max or
    /// attention.</exception>
    /// <exception cref="ArgumentException">A reference is not as long as its sentence.</exception>
    public static NetworkGradient Back(Trace trace, Trace reference, Matrix byScores)
    {
        Refusals.Require("DeepLIFT", Refusals.OfReading(trace.Network, Reading.Max, Reading.Attention));
        if (!trace.Batch.Packing.Lengths.AsSpan().SequenceEqual(reference.Batch.Packing.Lengths.AsSpan()))
            throw new ArgumentException("a reference is as long as its sentence", nameof(reference));
        var head = Head(trace.Head, reference.Head, byScores);
        return new NetworkGradient(
            head,
            GradientPass.Below(trace, head, (layer, at, arrivals) => layer.Rescaled(reference.Layers[at], arrivals))
        );
    }

    private static HeadGradient Head(HeadTrace head, HeadTrace reference, Matrix byScores)
    {
        var byRead = head
            .Dense.Zip(reference.Dense, (actual, other) => (Actual: actual, Other: other))
            .Reverse()
            .Aggregate(
                byScores,
                (above, layer) =>
                {
                    var sums = new Pair(layer.Actual.Sums, layer.Other.Sums);
                    return Product.Of(
                        layer.Actual.Layer.Activation switch
                        {
                            Activation.Tanh => above.Times(Rescale.Tanh(sums)),
                            Activation.Relu => above.Times(Rescale.Relu(sums)),
                            _ => above,
                        },
                        layer.Actual.Layer.Weights
                    );
                }
            );
        return new HeadGradient(
            byRead,
            head.Reading.Weighted.Map(weighted =>
                weighted.Weights.Times(
                    MatrixRows.Gather(byRead, PackedSequences.OfRows(head.Packing.Offsets.AsSpan()).AsSpan())
                )
            )
        );
    }
}
