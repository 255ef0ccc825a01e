using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;

namespace LrpFunctional.Passes;

/// <summary>The gradient that flowed back through a network.</summary>
/// <param name="Trace">What the network did.</param>
/// <param name="Layers">What flowed through each layer, in the order of the network.</param>
public sealed record NetworkGradient(Trace Trace, ImmutableArray<ILayerGradient> Layers)
{
    /// <summary>∂s/∂x of what the network read at each packed row, in the order of the words (rows × e).</summary>
    public Matrix ByInputs =>
        Trace
            .Network.Composition.AtInput<Arriving, ILayerGradient>(
                Layers,
                (layer, read) => layer.ToRead(read),
                (one, other) => one + other
            )
            .OfRows(Strand.InRows(Trace.Network.InputSize), Trace.Batch.Packing);

    /// <summary>∂s/∂x · x of what the network read at each packed row (rows × 1).</summary>
    public Matrix TimesInputs =>
        Trace.Network.Composition.ReadersOf(Composition.Input) is [var only]
        && Layers[only.Layer].TimesInputs is { IsSome: true } times
            ? times.ToSeq()[0]
            : ByInputs.Times(Trace.Inputs).RowSums();

    /// <summary>
    /// ∂s/∂W of what is learned of each layer, in their order, summed over all rows and lanes.
    /// </summary>
    public ImmutableArray<ImmutableArray<Matrix>> ByWeights => [.. Layers.Select(layer => layer.ByWeights)];

    /// <summary>What flowed through the recurrent layers.</summary>
    public ImmutableArray<RecurrentGradient> Recurrent =>
        [
            .. Layers
                .Select(layer => layer is StatefulGradient stateful ? stateful.Recurrent : layer)
                .OfType<RecurrentGradient>(),
        ];

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(NetworkGradient? other) =>
        other is not null && Trace == other.Trace && Layers.Same(other.Layers);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Trace, Layers.Hash());
}
