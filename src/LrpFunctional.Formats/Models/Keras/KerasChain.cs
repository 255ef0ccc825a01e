using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>The layers of a model each of which reads the one before it.</summary>
internal static class KerasChain
{
    /// <summary>The layers, without the input.</summary>
    public static ImmutableArray<KerasLayer> Of(KerasGraph graph)
    {
        var layers = graph.Layers;
        if (!graph.IsSequential)
            CheckChain(graph.Config, layers, graph.All);
        CheckNumbers(layers);
        return layers is [{ Class: KerasClass.Input }, ..] ? layers[1..] : layers;
    }

    // An input of whole numbers cuts off what stands behind the point; an embedding reads ids.
    private static void CheckNumbers(ImmutableArray<KerasLayer> layers)
    {
        if (
            layers is [{ Class: KerasClass.Input } input, { Class: not KerasClass.Embedding }, ..]
            && input
                .Config.Maybe("dtype")
                .Exists(type =>
                    type.ValueKind == JsonValueKind.String
                    && type.GetString()!.Contains("int", StringComparison.Ordinal)
                )
        )
            throw input.Config.Fault($"dtype is {input.Config.Text("dtype")}, where no Embedding reads whole numbers");
    }

    private static void CheckChain(KerasConfig model, ImmutableArray<KerasLayer> layers, ImmutableArray<KerasLayer> all)
    {
        if (layers.IsEmpty || layers[0].Class != KerasClass.Input)
            throw model.Fault("its first layer is no InputLayer");
        foreach (var (layer, below) in layers.Skip(1).Zip(layers, (layer, below) => (layer, below)))
        {
            var calls = layer.Entry.Items("inbound_nodes");
            var sources = calls
                .SelectMany(call => KerasCall.Sources(layer, call, mask => KerasMask.Check(layer, mask, layers, all)))
                .ToImmutableArray();
            if (calls.Length != 1 || sources is not [var source] || source != below.Name)
                throw layer.Entry.Fault(
                    $"it reads {(sources.IsEmpty ? "nothing" : string.Join(" and ", sources))}, "
                        + $"where only the layer before it, {below.Name}, is expected"
                );
        }

        ImmutableArray<string> outputs = [.. KerasTensor.Names(model, model["output_layers"])];
        if (outputs is not [var output] || output != layers[^1].Name)
            throw model.Fault(
                $"its outputs are {string.Join(" and ", outputs)}, "
                    + $"where only the last layer's, {layers[^1].Name}, is expected"
            );
    }
}
