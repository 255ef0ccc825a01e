using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Readings;

/// <summary>All steps of sequences of one length as one vector, as Flatten of Keras.</summary>
public sealed record FlattenWeights : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        FlowShape.Vectors(read[0].Steps.IfNone(1) * read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        read[0]
            .Steps.ToValidation(
                new Fault(
                    "flatten",
                    "sequences vary in length, where all of one known length are expected",
                    "say how many steps a sequence has"
                )
            )
            .Map(steps => (ILayer)new FlattenReading(steps, read[0].Units));
}
