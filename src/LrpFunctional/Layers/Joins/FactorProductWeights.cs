using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Joins;

/// <summary>
/// The product of the first half of what one flow holds at each step by the second half: of two flows side by side, or
/// of two directions.
/// </summary>
/// <param name="Signal">Which half is the signal.</param>
public sealed record FactorProductWeights(Signal Signal) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read[0].Units / 2);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Validations
            .Require(
                read[0].Units > 0 && int.IsEvenInteger(read[0].Units),
                new Fault(
                    "product",
                    $"it reads {read[0].Units} numbers at each step, where two factors of one size are expected",
                    "put two flows of one width side by side"
                )
            )
            .Map(_ => (ILayer)new FactorProduct(read[0].Units / 2, Signal));
}
