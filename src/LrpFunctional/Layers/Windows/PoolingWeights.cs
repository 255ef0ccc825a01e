using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Windows;

/// <summary>What pooling over windows is built from, not yet checked.</summary>
/// <param name="Windows">How its windows lie.</param>
/// <param name="Pooling">What is made of each.</param>
public sealed record PoolingWeights(IWindows Windows, Pooling Pooling) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        read[0].InRows(Windows.Makes(Windows.Reads(read[0].Units).Channels).Units) with
        {
            Steps = Windows.Steps(read[0].Steps),
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Windows
            .Check(read[0])
            .Bind(_ => NoneIsEmpty)
            .Map(_ => (ILayer)new PoolingLayer(Pooling, Windows, Windows.Reads(read[0].Units)));

    private Validation<Fault, Unit> NoneIsEmpty =>
        Validations.Require(
            Windows.AreNeverEmpty,
            new Fault(
                "pooling",
                $"a window {Windows.Name} can have padded places only, where one at least that is not is expected",
                "pad with less than the size of a window, and dilate no window that is padded"
            )
        );
}
