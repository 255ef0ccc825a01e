using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Attention;

/// <summary>What an attention over steps is built from, not yet checked.</summary>
/// <param name="Similarity">What a query and a key have in common.</param>
/// <param name="Heads">How many heads there are.</param>
public sealed record AttentionWeights(Similarity Similarity, int Heads = 1) : ILayerWeights
{
    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) => read[0].InRows(read.Length > 1 ? read[1].Units : 0);

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        read is [var queries, var values, var keys]
        && read.All(flow => !flow.IsVector && flow.Units % Heads == 0)
        && queries.Units == keys.Units
        && (Similarity is not Similarity.Additive additive || additive.Weights.Length == keys.Units / Heads)
            ? new AttentionLayer(Similarity, Heads, keys.Units, values.Units)
            : new Fault(
                "attention",
                $"it reads flows of {string.Join(", ", read.Select(flow => flow.Units))} numbers, where queries, values "
                    + $"and keys of one sequence are expected, queries as wide as keys, for {Heads} heads",
                "give it what it was trained with"
            );
}
