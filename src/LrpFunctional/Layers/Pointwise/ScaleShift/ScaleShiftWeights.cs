using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>What a scale and shift at each step is built from, as of a batch normalisation.</summary>
/// <param name="Scale">a (1 × D).</param>
/// <param name="Shift">b (1 × D).</param>
public sealed record ScaleShiftWeights(Weight Scale, Weight Shift) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(Scale.Values.Columns);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (Scale.Check(1, read[0].Units), Shift.Check(1, read[0].Units)).Apply(
            (scale, shift) => (ILayer)new ScaleShiftLayer(scale, shift)
        );
}
