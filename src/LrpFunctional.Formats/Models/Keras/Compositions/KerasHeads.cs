using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Attention;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>
/// MultiHeadAttention of the steps of one sequence to each other: queries, values and keys are products at each step,
/// and what the heads give goes through one more.
/// </summary>
internal static class KerasHeads
{
    /// <summary>The products, the attention, and the product behind it.</summary>
    public static KerasLayers.Made Of(
        KerasLayer layer,
        ImmutableArray<KerasFlow> read,
        ImmutableArray<Hdf5Numbers> weights
    )
    {
        if (read.Length is not (2 or 3))
            throw layer.Entry.Fault(
                $"it reads {read.Length} layers, where a query, a value and maybe a key are expected"
            );
        if (read.Any(flow => flow.Source != read[0].Source))
            throw layer.Entry.Fault("its query, value and key are different layers, where one for all is expected");
        var (heads, ofKeys) = (layer.Config.Whole("num_heads"), layer.Config.Whole("key_dim"));
        var ofValues = layer.Config.Maybe("value_dim").Match(_ => layer.Config.Whole("value_dim"), () => ofKeys);
        var each = layer.Config.Flag("use_bias", otherwise: true) ? 2 : 1;
        KerasLayers.Count(layer, weights, 4 * each);
        var units = read[0].Shape.Units;

        // Of all heads side by side.
        DenseWeights Projection(int at, int size)
        {
            var kernel = weights[at * each];
            KerasShape.Check(kernel, $"{units}", $"{heads}", $"{size}");
            var columns = (long)heads * size;
            return Dense(
                kernel with
                {
                    Shape = [units, columns],
                },
                Bias(at).Map(bias => Checked(bias, $"{heads}", $"{size}") with { Shape = [columns] })
            );
        }

        Option<Hdf5Numbers> Bias(int at) => each == 2 ? weights[(at * each) + 1] : Option<Hdf5Numbers>.None;
        var output = weights[3 * each];
        KerasShape.Check(output, $"{heads}", $"{ofValues}", $"{units}");
        return KerasLayers.Made.Of(
            new AttentionWeights(new Similarity.Dot(1 / Math.Sqrt(ofKeys)), heads),
            Dense(KerasWindows.Flat(output), Bias(3).Map(bias => Checked(bias, $"{units}")))
        ) with
        {
            // Keras keeps the weights of query, key, value in this order, and is called with query, value, key.
            Each =
            [
                [Projection(0, ofKeys)],
                [Projection(2, ofValues)],
                [Projection(1, ofKeys)],
            ],
            Repeats = read.Length == 2,
        };
    }

    private static Hdf5Numbers Checked(Hdf5Numbers numbers, params string[] sizes)
    {
        KerasShape.Check(numbers, sizes);
        return numbers;
    }

    private static DenseWeights Dense(Hdf5Numbers kernel, Option<Hdf5Numbers> bias) =>
        new(
            new Weight(kernel.Place, kernel.Transposed.Values),
            bias.Map(numbers => new Weight(numbers.Place, numbers.Tensor.Values)),
            Activation.None
        );
}
