using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Readings;

/// <summary>A vector so many times as a sequence, as RepeatVector of Keras.</summary>
/// <param name="Times">How many steps the sequence has.</param>
public sealed record RepetitionWeights(int Times) : ILayerWeights
{
    private const int Most = 1 << 15;

    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units) with { Steps = Times };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (
            Validations.Require(
                read[0].IsVector,
                new Fault("repetition", "it reads sequences, where vectors are expected", "put a reading below it")
            ),
            Validations.Require(
                Times is >= 1 and <= Most,
                new Fault("repetition", $"{Times} steps, where 1 to {Most} are expected", "take it from the model")
            )
        ).Apply((_, _) => (ILayer)new Repetition(Times, read[0].Units));
}
