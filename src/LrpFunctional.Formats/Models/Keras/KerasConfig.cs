using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>A JSON object of settings; one that is missing or of another type is a fault.</summary>
/// <param name="Place">The file and the layer, for messages.</param>
/// <param name="Json">The object.</param>
internal sealed record KerasConfig(string Place, JsonElement Json)
{
    private const string Remedy =
        "save a model of the layers that are read, each with settings that are: the README of Formats lists them";

    /// <summary>The setting, where there is one and it is not null.</summary>
    public Option<JsonElement> Maybe(string name) =>
        Json.ValueKind == JsonValueKind.Object
        && Json.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : Option<JsonElement>.None;

    /// <summary>All settings.</summary>
    public IEnumerable<JsonProperty> Named =>
        Json.ValueKind == JsonValueKind.Object
            ? Json.EnumerateObject()
            : throw Fault("its settings are no JSON object");

    public JsonElement this[string name] => Maybe(name).IfNone(() => throw Fault($"it has no setting {name}"));

    public Option<string> MaybeText(string name) =>
        Maybe(name)
            .Map(value =>
                value.ValueKind == JsonValueKind.String
                    ? value.GetString()!
                    : throw Fault($"{name} is {Short(value)}, where a name is expected")
            );

    public bool Says(string name, string text) => MaybeText(name).Exists(said => said == text);

    public string Text(string name) => MaybeText(name).IfNone(() => throw Fault($"it has no setting {name}"));

    public bool Flag(string name, bool otherwise) =>
        Maybe(name)
            .Map(value =>
                value.ValueKind switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    _ => throw Fault($"{name} is {Short(value)}, where true or false is expected"),
                }
            )
            .IfNone(otherwise);

    public int Whole(string name) =>
        this[name] is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) && number > 0
            ? number
            : throw Fault($"{name} is {Short(this[name])}, where a whole number above 0 is expected");

    public double Number(string name) =>
        this[name] is { ValueKind: JsonValueKind.Number } value && double.IsFinite(value.GetDouble())
            ? value.GetDouble()
            : throw Fault($"{name} is {Short(this[name])}, where a number is expected");

    public ImmutableArray<JsonElement> Items(string name) =>
        this[name] is { ValueKind: JsonValueKind.Array } value
            ? [.. value.EnumerateArray()]
            : throw Fault($"{name} is no list");

    /// <summary>The settings in this object.</summary>
    public static KerasConfig Parse(string place, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            Decode(document.RootElement);
            return new KerasConfig(place, document.RootElement.Clone());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FaultException(new Fault(place, $"it is no JSON ({exception.Message})", Remedy));
        }
    }

    public FaultException Fault(string problem) => new(new Fault(Place, problem, Remedy));

    // Bytes and escapes that are no text are met here, and not wherever a name is asked for.
    private static void Decode(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Decode(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                    Decode(property);
                break;
        }
    }

    private static string Decode(JsonProperty property)
    {
        Decode(property.Value);
        return property.Name;
    }

    public static string Short(JsonElement value) =>
        value.GetRawText() is { Length: > 40 } text ? $"{text[..40]}…" : value.GetRawText();
}
