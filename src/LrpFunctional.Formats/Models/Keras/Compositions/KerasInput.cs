using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Windows;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>What a model reads.</summary>
/// <param name="Name">The name of its input.</param>
/// <param name="Shape">Numbers at each step; a step that is an image has all of its numbers in one row.</param>
/// <param name="Image">How an image lies in a step, where a step is one.</param>
internal sealed record KerasInput(string Name, FlowShape Shape, Option<ImageShape> Image)
{
    // A model without an input layer says the shape at its first layer.
    private const string Nameless = "";

    /// <summary>Whether it is one vector for each sequence.</summary>
    public bool IsStatic { get; private init; }

    /// <summary>The inputs of a graph, at least one, in their order.</summary>
    public static ImmutableArray<KerasInput> AllOf(KerasGraph graph)
    {
        var inputs = graph.All.Where(layer => layer.Class == KerasClass.Input).ToImmutableArray();
        return inputs.IsEmpty ? [Of(graph.Layers[0], Nameless)] : [.. inputs.Select(layer => Of(layer, layer.Name))];
    }

    private static KerasInput Of(KerasLayer layer, string name)
    {
        var sizes = Sizes(layer);
        var units = sizes is [_, _, .. var row] ? row.Aggregate(1, (product, size) => product * size.IfNone(0)) : 0;
        if (sizes.Length > 2 && units == 0)
            throw layer.Config.Fault("how many numbers a step has is not said");
        return new KerasInput(
            name,
            new FlowShape(Strand.InRows(units), sizes.Length > 1 ? sizes[1] : Option<int>.None),
            sizes switch
            {
                [_, _, var length, var channels] => new ImageShape(length.IfNone(0), 1, channels.IfNone(0)),
                [_, _, var height, var width, var channels] => new ImageShape(
                    height.IfNone(0),
                    width.IfNone(0),
                    channels.IfNone(0)
                ),
                _ => Option<ImageShape>.None,
            }
        )
        {
            IsStatic = sizes.Length == 2,
        };
    }

    private static ImmutableArray<Option<int>> Sizes(KerasLayer layer)
    {
        var shape = layer.Config.Maybe("batch_shape") || layer.Config.Maybe("batch_input_shape");
        return
        [
            .. shape
                .ToSeq()
                .SelectMany(sizes =>
                    sizes.ValueKind == JsonValueKind.Array
                        ? sizes.EnumerateArray().Select(Size)
                        : throw layer.Config.Fault("its shape is no list of sizes")
                ),
        ];
    }

    private static Option<int> Size(JsonElement size) =>
        size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var known) && known > 0
            ? known
            : Option<int>.None;
}
