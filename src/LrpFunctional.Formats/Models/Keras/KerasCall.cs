using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What a layer is called with.</summary>
internal static class KerasCall
{
    private static readonly ImmutableArray<string> Flags = ["training", "use_causal_mask", "return_attention_scores"];
    private static readonly ImmutableArray<string> OfAttention = ["value", "key"];

    // How Keras 2 writes a number in the place of the first layer.
    private const string Constant = "_CONSTANT_VALUE";

    private static readonly ImmutableArray<string> OfSecond = ["y", "b"];
    private static readonly ImmutableArray<string> OfFunctions =
    [
        .. OfSecond,
        "name",
        "axis",
        "keepdims",
        "perm",
        "alpha",
        "transpose_a",
        "transpose_b",
    ];
    private static readonly ImmutableArray<string> OfRecurrent = ["initial_state"];
    private static readonly ImmutableArray<string> Aside =
    [
        "mask",
        "initial_state",
        "constants",
        "attention_mask",
        "query_mask",
        "value_mask",
        "key_mask",
        .. Flags,
    ];

    /// <summary>The names of the layers whose outputs a layer is called with.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="call">The call, as Keras 2 or Keras 3 writes it.</param>
    /// <param name="checkMask">What becomes of a mask.</param>
    public static IEnumerable<string> Sources(KerasLayer layer, JsonElement call, Action<JsonElement> checkMask)
    {
        // Keras 2: [["below", 0, 0, {}]].
        if (call.ValueKind == JsonValueKind.Array)
        {
            var called = call.EnumerateArray()
                .Where(tensor => tensor.ValueKind == JsonValueKind.Array && tensor.GetArrayLength() > 3)
                .ToImmutableArray();
            foreach (var tensor in called)
                CheckAside(layer, tensor[3], mask => throw Unread(layer, "mask"));
            return KerasTensor
                .Names(layer.Entry, call)
                .Concat(
                    called
                        .SelectMany(tensor => Given(layer, tensor[3]))
                        .SelectMany(given => KerasTensor.Names(layer.Entry, given))
                );
        }

        // Keras 3: {"args": [tensor], "kwargs": {}}.
        var settings = new KerasConfig(layer.Entry.Place, call);
        CheckAside(layer, settings["kwargs"], checkMask);
        return settings
            .Items("args")
            .Concat(Given(layer, settings["kwargs"]))
            .SelectMany(argument => KerasTensor.SourceOf(layer.Entry, argument));
    }

    /// <summary>
    /// A function of TensorFlow with what it is called with: ["x", 0, 0, {"y": ["z", 0, 0], "axis": 1}].
    /// </summary>
    public static KerasNode OfFunction(KerasLayer layer, JsonElement call)
    {
        var tensors =
            IsTensor(call) ? [call]
            : call.ValueKind == JsonValueKind.Array ? call.EnumerateArray().ToImmutableArray()
            : [];
        if (tensors.IsEmpty || !tensors.All(IsTensor))
            throw layer.Entry.Fault("how it is called is not understood");
        var arguments = new KerasConfig(layer.Entry.Place, tensors[0][3]);
        foreach (
            var argument in arguments.Named.Where(argument =>
                argument.Value.ValueKind != JsonValueKind.Null && !OfFunctions.Contains(argument.Name)
            )
        )
            throw layer.Entry.Fault($"it is called with {argument.Name}, which is not read");
        var second = OfSecond.Select(arguments.Maybe).Somes();
        return Called(
            layer,
            [.. tensors.Select(tensor => tensor[0].GetString() == Constant ? tensor[2] : tensor), .. second]
        ) with
        {
            Arguments = arguments,
        };
    }

    /// <summary>An operation of Keras 3 with what it is called with: {"args": [tensor, 2.0], "kwargs": {}}.</summary>
    public static KerasNode OfOperation(KerasLayer layer, JsonElement call)
    {
        var settings = new KerasConfig(layer.Entry.Place, call);
        CheckAside(layer, settings["kwargs"], mask => throw Unread(layer, "mask"));
        return Called(layer, [.. settings.Items("args").SelectMany(Flat)]);
    }

    private static IEnumerable<JsonElement> Flat(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Array ? argument.EnumerateArray() : [argument];

    // Layers, or a layer and a number.
    private static KerasNode Called(KerasLayer layer, ImmutableArray<JsonElement> arguments)
    {
        var numbers = arguments.Where(argument => argument.ValueKind == JsonValueKind.Number).ToImmutableArray();
        var names = arguments
            .Except(numbers)
            .SelectMany(argument =>
                argument.ValueKind == JsonValueKind.Array
                    ? KerasTensor.Names(layer.Entry, argument)
                    : KerasTensor.SourceOf(layer.Entry, argument)
            )
            .ToImmutableArray();
        return numbers switch
        {
            [] => new KerasNode(layer, names),
            [var number] when names.Length == 1 => new KerasNode(layer, names)
            {
                Number = number.GetDouble(),
                NumberIsFirst = arguments[0].ValueKind == JsonValueKind.Number,
            },
            _ => throw layer.Entry.Fault("it is called with numbers only, where a layer is expected"),
        };
    }

    private static bool IsTensor(JsonElement call) =>
        call.ValueKind == JsonValueKind.Array
        && call.GetArrayLength() == 4
        && call[0].ValueKind == JsonValueKind.String
        && call[3].ValueKind == JsonValueKind.Object;

    /// <summary>Whether a call of Keras 3 names a mask.</summary>
    public static bool HasMask(KerasLayer layer, JsonElement call) =>
        call.ValueKind == JsonValueKind.Object
        && new KerasConfig(layer.Entry.Place, new KerasConfig(layer.Entry.Place, call)["kwargs"]).Maybe("mask").IsSome;

    // What it reads beside its first argument, where it is given by name.
    private static IEnumerable<JsonElement> Given(KerasLayer layer, JsonElement settings) =>
        Named(layer).Select(new KerasConfig(layer.Entry.Place, settings).Maybe).Somes();

    private static ImmutableArray<string> Named(KerasLayer layer) =>
        layer.Class == KerasClass.MultiHeadAttention ? OfAttention
        : KerasClass.Recurrent.Contains(layer.Class) ? OfRecurrent
        : [];

    private static void CheckAside(KerasLayer layer, JsonElement settings, Action<JsonElement> checkMask)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            throw layer.Entry.Fault("how it is called is not understood");
        foreach (
            var setting in settings.EnumerateObject().Where(setting => setting.Value.ValueKind != JsonValueKind.Null)
        )
        {
            if (setting.Name == "mask")
                checkMask(setting.Value);
            else if (
                !(Flags.Contains(setting.Name) && setting.Value.ValueKind == JsonValueKind.False)
                && !Named(layer).Contains(setting.Name)
            )
                throw Unread(layer, setting.Name);
        }
    }

    private static FaultException Unread(KerasLayer layer, string setting) =>
        layer.Entry.Fault(
            $"it is called with {(Aside.Contains(setting) ? setting : "a further setting")}, which is not read"
        );
}
