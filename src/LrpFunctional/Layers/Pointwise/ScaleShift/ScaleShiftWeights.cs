using LanguageExt;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>What a scale and shift at each step is built from, as of a batch normalisation.</summary>
/// <param name="Scale">a (1 × D).</param>
/// <param name="Shift">b (1 × D).</param>
public sealed record ScaleShiftWeights(Weight Scale, Weight Shift) : ISequenceWeights
{
    /// <inheritdoc/>
    public int Units => Scale.Values.Columns;

    /// <inheritdoc/>
    public Validation<Fault, ISequenceLayer> Create(int inputSize) =>
        (Scale.Check(1, inputSize), Shift.Check(1, inputSize)).Apply(
            (scale, shift) => (ISequenceLayer)new ScaleShiftLayer(scale, shift)
        );
}
