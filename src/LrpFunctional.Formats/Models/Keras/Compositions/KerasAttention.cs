using System.Collections.Immutable;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Layers.Attention;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// Keras' attention of the steps of one sequence: queries, values and keys that layers before it made.
/// </summary>
internal static class KerasAttention
{
    /// <summary>Whether a layer has a scale of its own.</summary>
    public static bool HasWeights(KerasLayer layer) =>
        layer.Class switch
        {
            KerasClass.Attention => layer.Config.Flag("use_scale", otherwise: false),
            KerasClass.AdditiveAttention => layer.Config.Flag("use_scale", otherwise: true),
            _ => false,
        };

    /// <summary>The layer; where no keys are given, the values are.</summary>
    public static KerasLayers.Made Of(
        KerasLayer layer,
        ImmutableArray<KerasFlow> read,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        if (read.Length is not (2 or 3))
            throw layer.Entry.Fault(
                $"it reads {read.Length} layers, where queries, values and maybe keys are expected"
            );
        KerasLayers.Count(layer, weights, HasWeights(layer) ? 1 : 0);
        ImmutableArray<double> scale = [.. weights.SelectMany(array => array.Tensor.Values.Span.ToArray())];
        if (layer.Config.MaybeText("score_mode").IfNone("dot") is var mode && mode != "dot")
            throw layer.Config.Fault($"score_mode is {mode}, where dot is expected");
        Similarity similarity =
            layer.Class == KerasClass.AdditiveAttention
                ? new Similarity.Additive(scale.IsEmpty ? [.. Enumerable.Repeat(1.0, read[^1].Shape.Units)] : scale)
                : new Similarity.Dot(scale.IsEmpty ? 1 : scale[0]);
        return KerasLayers.Made.Of(new AttentionWeights(similarity)) with { Repeats = read.Length == 2 };
    }
}
