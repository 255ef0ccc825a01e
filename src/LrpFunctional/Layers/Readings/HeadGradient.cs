using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Readings;

/// <summary>The derivatives by what a head read.</summary>
/// <param name="ByRead">By what was read (n × D).</param>
/// <param name="ByStates">By each state, in the order of the words, where all of them are read (rows × D).</param>
public sealed record HeadGradient(Matrix ByRead, Option<Matrix> ByStates)
{
    /// <summary>
    /// Backpropagation through the dense layers and the reading, given the derivatives by the scores (n × C).
    /// </summary>
    internal static HeadGradient Of(HeadTrace head, Matrix byScores)
    {
        var byRead = ByInputs(head.Dense, byScores);
        return new HeadGradient(byRead, head.Reading.Weighted.Map(weighted => Over(head, weighted, byRead)));
    }

    /// <summary>What reaches each strand of the states below.</summary>
    internal ImmutableArray<Arrival> Arrivals(HeadTrace head) => head.Arrivals(ByRead, ByStates);

    /// <summary>dx = (dy ⊙ a'(z)) W through layers that follow each other.</summary>
    private static Matrix ByInputs(ImmutableArray<DenseTrace> layers, Matrix byOutputs) =>
        layers
            .Reverse()
            .Aggregate(
                byOutputs,
                (above, layer) =>
                    Product.Of(
                        layer.Layer.Activation switch
                        {
                            Activation.Tanh => above.Times(Elementwise.TanhSlope(layer.Outputs)),
                            Activation.Relu => above.Times(Elementwise.Positive(layer.Sums)),
                            _ => above,
                        },
                        layer.Layer.Weights
                    )
            );

    /// <summary>
    /// dh_t = w_t ⊙ d and, for attention, what reaches h_t through its score: de_t = α_t (d · h_t − Σ_s α_s d · h_s).
    /// </summary>
    private static Matrix Over(HeadTrace head, WeightedStates weighted, Matrix byRead)
    {
        var offsets = head.Packing.Offsets.AsSpan();
        var lanes = PackedSequences.OfRows(offsets);
        var spread = MatrixRows.Gather(byRead, lanes.AsSpan());
        var direct = weighted.Weights.Times(spread);
        if (weighted.Scorers.IsEmpty)
            return direct;
        var pulls = direct.Times(weighted.States).RowSums();
        var weights = MatrixRows.TakeColumns(weighted.Weights, 0, 1);
        var mean = MatrixRows.Gather(PackedSequences.Sums(pulls, offsets), lanes.AsSpan());
        return direct + ByInputs(weighted.Scorers, pulls - weights.Times(mean));
    }
}
