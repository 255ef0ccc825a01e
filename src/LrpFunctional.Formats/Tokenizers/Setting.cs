using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>An object of a tokenizer's file: what is not asked for in it is refused by name and value.</summary>
/// <param name="Place">The file and the names of the objects that it is in.</param>
/// <param name="Json">The object.</param>
internal readonly record struct Setting(string Place, JsonElement Json)
{
    private const string Remedy =
        "use a tokenizer without it, or give the pieces that it makes (--format tokens) or their ids";

    /// <summary>The kind of a step, which stands under <c>type</c>.</summary>
    public string Kind => Text("type");

    /// <summary>The object with these names.</summary>
    /// <exception cref="FaultException">It is none, or has another name.</exception>
    public Setting Only(params ReadOnlySpan<string> names)
    {
        if (Json.ValueKind != JsonValueKind.Object)
            throw Refused(Json, "a JSON object");
        foreach (var property in Json.EnumerateObject())
            if (!names.Contains(property.Name))
                throw NotDone(property.Name);
        return this;
    }

    /// <summary>Whether a name is there, with another value than null.</summary>
    public bool Has(string name) =>
        Json.ValueKind == JsonValueKind.Object
        && Json.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null;

    /// <summary>The text of this name.</summary>
    public string Text(string name) => Has(name) ? Text(name, Json.GetProperty(name)) : throw Missing(name, "a text");

    /// <summary>The text of this name, or another where there is none.</summary>
    public string Text(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    /// <summary>The truth of this name, or another where there is none.</summary>
    public bool Truth(string name, bool otherwise) =>
        !Has(name) ? otherwise
        : Json.GetProperty(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean()
        : throw At(name).Refused(Json.GetProperty(name), "true or false");

    /// <summary>The whole number from 0 of this name.</summary>
    public int Number(string name) => Has(name) ? At(name).Number() : throw Missing(name, "a whole number from 0");

    /// <summary>The whole number from 0 that this is.</summary>
    public int Number() =>
        Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Refused(Json, "a whole number from 0");

    /// <summary>The value of this name.</summary>
    public Setting At(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value)
            ? new Setting($"{Place}, {name}", value)
            : throw Missing(name, "a value");

    /// <summary>The values of the list of this name.</summary>
    public ImmutableArray<Setting> Each(string name) => At(name).Each();

    /// <summary>The values of the list that this is.</summary>
    public ImmutableArray<Setting> Each()
    {
        var place = Place;
        return Json.ValueKind == JsonValueKind.Array
            ? [.. Json.EnumerateArray().Select((value, at) => new Setting($"{place} {at + 1}", value))]
            : throw Refused(Json, "a list");
    }

    /// <summary>The text that this is.</summary>
    public string Text() => Text("", Json);

    /// <summary>The fault of a setting that is not done.</summary>
    public FaultException NotDone(string name) =>
        new(new Fault(Place, $"{name} is {Value(Json.GetProperty(name))}, which is not done here", Remedy));

    /// <summary>The fault of a value where another is expected.</summary>
    public FaultException Refused(JsonElement value, string expected) =>
        new(new Fault(Place, $"it is {Value(value)}, where {expected} is expected", "save the tokenizer again"));

    private string Text(string name, JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw At(name, value, "a text");
        }
        catch (InvalidOperationException)
        {
            throw new FaultException(
                new Fault(Place, $"{name} has one half of a surrogate pair", "save the tokenizer again")
            );
        }
    }

    private FaultException At(string name, JsonElement value, string expected) =>
        (name.Length == 0 ? this : new Setting($"{Place}, {name}", value)).Refused(value, expected);

    private FaultException Missing(string name, string expected) =>
        new(new Fault(Place, $"{name} is not there, where {expected} is expected", "save the tokenizer again"));

    private static string Value(JsonElement value) => Printable.Cut(value.GetRawText(), 100);
}
