using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Windows;

/// <summary>Steps of zeros before and behind each sequence; a negative number cuts steps off.</summary>
/// <param name="Before">How many before the first step.</param>
/// <param name="Behind">How many behind the last step.</param>
public sealed record PaddingWeights(int Before, int Behind) : ILayerWeights
{
    private const int Most = 1 << 15;

    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        read[0].InRows(read[0].Units) with
        {
            Steps = read[0].Steps.Map(steps => steps + Before + Behind),
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Validations
            .Require(
                Math.Abs((long)Before) <= Most
                    && Math.Abs((long)Behind) <= Most
                    && read[0].Steps.ForAll(steps => steps > Math.Max(-Before, 0) + Math.Max(-Behind, 0)),
                new Fault(
                    "padding over time",
                    $"{Before} and {Behind} steps are added, where numbers up to {Most} are expected that leave a step",
                    "take them from the model"
                )
            )
            .Map(_ => (ILayer)new PaddingLayer(Before, Behind, read[0].Units));
}
