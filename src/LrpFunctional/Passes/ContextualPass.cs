using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// The forward pass with every state in two parts, β of the phrase and γ of the rest (Murdoch, Liu and Yu 2018).
/// </summary>
internal static class ContextualPass
{
    /// <summary>
    /// The scores in two parts, for inputs in two parts, a row for each packed row in the order of the words.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="inputs">What the network reads, in two parts.</param>
    /// <param name="ofBiases">
    /// For a direction, the share of β in what the biases write together, for each packed row in the order of the words
    /// (rows × 1).
    /// </param>
    public static Parts Run(RecurrentNetwork network, Packing packing, Parts inputs, Func<Direction, Matrix> ofBiases)
    {
        Refusals.Require(
            "contextual decomposition",
            [.. Refusals.OfLayers(network), .. Refusals.OfReading(network, Reading.Max, Reading.Attention)]
        );
        var states = network.Layers.Aggregate(inputs, (below, layer) => layer.Decomposed(packing, below, ofBiases));
        return network.Head.Dense.Aggregate(Read(network, packing, states), Dense);
    }

    private static Parts Read(RecurrentNetwork network, Packing packing, Parts states)
    {
        var (reading, strands) = (network.Head.Reading, network.Layers[^1].Strands);
        if (reading == Reading.Mean)
            return states.Map(part => Mean(packing, part));
        var firstColumns = strands.Scan(0, (sum, strand) => sum + strand.Units);
        return Parts.SideBySide([
            .. strands.Zip(
                firstColumns,
                (strand, first) =>
                    states.Map(part =>
                        MatrixRows.Gather(
                            MatrixRows.TakeColumns(part, first, strand.Units),
                            RowsRead(reading, strand.Direction, packing).AsSpan()
                        )
                    )
            ),
        ]);
    }

    // A cell ends a lane at its last word when it reads from the left, and at its first when it reads from the right.
    private static ImmutableArray<int> RowsRead(Reading reading, Direction direction, Packing packing) =>
        reading.IsLast(direction) == (direction == Direction.LeftToRight)
            ? Indices.LastRows(packing.Offsets.AsSpan(), packing.Lengths.AsSpan())
            : Indices.Same(packing.Lanes(0));

    private static Matrix Mean(Packing packing, Matrix states)
    {
        var weights = PackedSequences
            .InverseLengths(packing.Offsets.AsSpan(), packing.Lengths.AsSpan())
            .Repeat(states.Columns);
        return PackedSequences.Sums(states.Times(weights), packing.Offsets.AsSpan());
    }

    // What the bias brings about alone is nobody's phrase.
    private static Parts Dense(Parts inputs, DenseLayer layer)
    {
        var shares = PhraseShares.Of(
            layer.Activation switch
            {
                Activation.Tanh => Elementwise.Tanh,
                Activation.Relu => Elementwise.Relu,
                _ => sums => sums,
            },
            inputs.Through(layer.Weights),
            layer.Bias.AsSpan()
        );
        return new Parts(shares.Phrase, shares.Rest + shares.Bias);
    }
}
