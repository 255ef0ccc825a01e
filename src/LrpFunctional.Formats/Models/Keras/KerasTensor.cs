using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What a layer is called with: the output of another.</summary>
internal static class KerasTensor
{
    private const string Numbered = " output ";

    /// <summary>What an output of a layer is called: the first as the layer, others by their numbers.</summary>
    public static string Output(string layer, int number) => number == 0 ? layer : $"{layer}{Numbered}{number}";

    /// <summary>Whether a layer has the name of what another gives.</summary>
    public static bool IsOutputOf(string name, IReadOnlySet<string> layers) =>
        name.LastIndexOf(Numbered, StringComparison.Ordinal) is var at and > 0 && layers.Contains(name[..at]);

    /// <summary>
    /// The names of what layers give in ["name", 0, 0] or a list of such; the last number is which of its outputs it is.
    /// </summary>
    public static IEnumerable<string> Names(KerasConfig place, JsonElement tensors) =>
        tensors.ValueKind switch
        {
            JsonValueKind.Array when tensors.GetArrayLength() > 0 && tensors[0].ValueKind == JsonValueKind.String =>
            [
                Output(tensors[0].GetString()!, NumberOf(place, tensors)),
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
        return tensor.Says("class_name", "__keras_tensor__")
            ? Names(place, new KerasConfig(place.Place, tensor["config"])["keras_history"])
            : throw place.Fault("it is called with what is no tensor of another layer");
    }

    private static int NumberOf(KerasConfig place, JsonElement tensor) =>
        tensor.GetArrayLength() < 3 ? 0
        : tensor[2].ValueKind == JsonValueKind.Number && tensor[2].TryGetInt32(out var number) && number >= 0 ? number
        : throw place.Fault("what it is connected to is not understood");
}
