using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Networks;

namespace LrpFunctional.Tests.Reference;

/// <summary>What stands above the recurrent layers of the usual composition.</summary>
internal sealed record Head(Reading Reading, ImmutableArray<DenseLayer> Attention, ImmutableArray<DenseLayer> Dense)
{
    public static Head Of(RecurrentNetwork network)
    {
        var reading = network.Layers.OfType<IReading>().Single();
        return new Head(
            reading.Reading,
            reading is AttentionReading attention ? attention.Layers : [],
            [.. network.Layers.OfType<DenseLayer>()]
        );
    }
}

internal static class Heads
{
    extension(RecurrentNetwork network)
    {
        public Head Head => Head.Of(network);
    }
}
