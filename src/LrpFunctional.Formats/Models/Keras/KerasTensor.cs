using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What a layer is called with: the output of another.</summary>
internal static class KerasTensor
{
    /// <summary>The layers' names in ["name", 0, 0] or a list of such.</summary>
    public static IEnumerable<string> Names(KerasConfig place, JsonElement tensors) =>
        tensors.ValueKind switch
        {
            JsonValueKind.Array when tensors.GetArrayLength() > 0 && tensors[0].ValueKind == JsonValueKind.String =>
            [
                tensors[0].GetString()!,
            ],
            // Outputs that have names of their own.
            JsonValueKind.Object => tensors.EnumerateObject().SelectMany(tensor => Names(place, tensor.Value)),
            JsonValueKind.Array => tensors.EnumerateArray().SelectMany(tensor => Names(place, tensor)),
            _ => throw place.Fault("what it is connected to is not understood"),
        };

    /// <summary>The names in an argument as Keras 3 writes it, a tensor or a list of them.</summary>
    public static IEnumerable<string> SourceOf(KerasConfig place, JsonElement argument)
    {
        if (argument.ValueKind == JsonValueKind.Array)
            return argument.EnumerateArray().SelectMany(tensor => SourceOf(place, tensor));
        var tensor = new KerasConfig(place.Place, argument);
        return tensor.MaybeText("class_name") == "__keras_tensor__"
            ? Names(place, new KerasConfig(place.Place, tensor["config"])["keras_history"])
            : throw place.Fault("it is called with what is no tensor of another layer");
    }
}
