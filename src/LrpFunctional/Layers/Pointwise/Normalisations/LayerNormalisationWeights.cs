using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise.Normalisations;

/// <summary>What a layer normalisation is built from.</summary>
/// <param name="Scale">γ (1 × D); none counts as ones.</param>
/// <param name="Shift">β (1 × D); none counts as zeros.</param>
/// <param name="Epsilon">ε.</param>
public sealed record LayerNormalisationWeights(Option<Weight> Scale, Option<Weight> Shift, double Epsilon)
    : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        (
            Scale.Map(scale => scale.Check(1, read[0].Units)).IfNone(Matrix.Constant(1, read[0].Units, 1)),
            Weight.CheckOrZero(Shift, read[0].Units),
            Validations.Require(
                Epsilon >= 0 && double.IsFinite(Epsilon),
                new Fault(
                    "layer normalisation",
                    $"ε is {Epsilon}, where a number that is not negative is expected",
                    "give the ε that it was trained with"
                )
            )
        ).Apply((scale, shift, _) => (ILayer)new LayerNormalisation(scale, shift, Epsilon));
}
