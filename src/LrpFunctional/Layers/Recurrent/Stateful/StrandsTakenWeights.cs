using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>Some of the strands of a flow, as h of a layer that shows h and c.</summary>
/// <param name="First">The first of them, counted from 0.</param>
/// <param name="Count">How many they are.</param>
public sealed record StrandsTakenWeights(int First, int Count) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        Fits(read[0]) ? read[0] with { Strands = read[0].Strands.Slice(First, Count) } : read[0];

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Validations
            .Require(
                Fits(read[0]),
                new Fault(
                    "part of the states",
                    $"it has {Count} strands from {First} on, where {read[0].Strands.Length} are read",
                    "count h of each cell from 0, and behind these c of each"
                )
            )
            .Map(_ => (ILayer)new StrandsTaken(read[0].Strands, First, Count));

    private bool Fits(FlowShape read) => First >= 0 && Count > 0 && First <= read.Strands.Length - Count;
}
