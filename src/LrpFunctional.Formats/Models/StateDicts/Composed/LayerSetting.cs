using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.StateDicts.Composed;

/// <summary>One layer as config.json has it under <c>layers</c>: what it is, and its settings.</summary>
/// <param name="Place">The file and the number of the layer, for messages.</param>
/// <param name="Kind">What it is, as <c>conv1d</c>.</param>
/// <param name="Value">What stands behind that: the name of a module, or a number or word.</param>
/// <param name="Settings">What else is said.</param>
internal sealed record LayerSetting(
    string Place,
    LayerKind Kind,
    JsonElement Value,
    ImmutableDictionary<string, JsonElement> Settings
)
{
    private const int Most = 1000;

    /// <summary>What every layer may say: what it is called, and which layers it reads.</summary>
    private static readonly ImmutableArray<string> OfAll = ["name", "reads"];

    /// <summary>The whole of it, as it was written.</summary>
    public required JsonElement Json { get; init; }

    /// <summary>What later layers call it.</summary>
    public Option<string> Name => Settings.TryGetValue("name", out var name) ? Text(name) : Option<string>.None;

    /// <summary>What it reads, by names; none stands for the layer before it.</summary>
    public ImmutableArray<string> Reads =>
        Kind.IsJoin ? Modules
        : Settings.TryGetValue("reads", out var reads) ? Texts(reads, "reads")
        : [];

    /// <summary>Whether it says this word, or it among others.</summary>
    public bool Says(string word) =>
        Value.ValueKind switch
        {
            JsonValueKind.String => Value.GetString() == word,
            JsonValueKind.Array => Value
                .EnumerateArray()
                .Any(item => item.ValueKind == JsonValueKind.String && item.GetString() == word),
            _ => false,
        };

    /// <summary>The layers in a list, or every fault in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layers">The list.</param>
    public static Validation<Fault, ImmutableArray<LayerSetting>> All(
        string path,
        ImmutableArray<JsonElement> layers
    ) =>
        layers.Length <= Most
            ? Validations.All(layers.Select((layer, at) => Of($"{path}: layer {at + 1}", layer)))
            : new Fault(path, $"there are {layers.Length} layers", $"describe a network of at most {Most}");

    /// <summary>The fault of a setting.</summary>
    public FaultException Fault(string problem, string remedy) => new(new Fault(Place, problem, remedy));

    /// <summary>The words behind the kind, as names of modules.</summary>
    /// <exception cref="FaultException">They are none.</exception>
    public ImmutableArray<string> Modules => Texts(Value, Kind.Name);

    /// <summary>A whole number, or what is usual.</summary>
    /// <exception cref="FaultException">It is no such number.</exception>
    public int Whole(string setting, int otherwise) =>
        Settings.TryGetValue(setting, out var value) ? Whole(value, setting) : otherwise;

    /// <summary>The whole number behind the kind.</summary>
    /// <exception cref="FaultException">It is no such number.</exception>
    public int Count => Whole(Value, Kind.Name);

    /// <summary>A number, or what is usual.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public double Number(string setting, double otherwise) =>
        !Settings.TryGetValue(setting, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Fault($"{setting} is {value}, where a number is expected", "write for example 0.01");

    /// <summary>A word, or what is usual.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public string Word(string setting, string otherwise) =>
        Settings.TryGetValue(setting, out var value) ? Text(value) : otherwise;

    /// <summary>The word behind the kind.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public string Said => Text(Value);

    private static Validation<Fault, LayerSetting> Of(string place, JsonElement layer)
    {
        if (layer.ValueKind != JsonValueKind.Object)
            return new Fault(place, "it is no JSON object", "write for example {\"linear\": \"fc\"}");
        var settings = layer.EnumerateObject().ToImmutableDictionary(setting => setting.Name, setting => setting.Value);
        var kinds = settings.Keys.Where(LayerKind.All.ContainsKey).Order(StringComparer.Ordinal).ToImmutableArray();
        // A word that is also a setting of another kind is no kind of its own there.
        var kind = kinds.Length == 1 ? kinds[0] : kinds.FirstOrDefault(name => name != "activation");
        if (kind is null || kinds.Count(name => name != "activation") > 1)
            return new Fault(
                place,
                $"it says {(kinds.IsEmpty ? "none" : string.Join(" and ", kinds))} of what layers can be",
                $"say one of {string.Join(", ", LayerKind.All.Keys.Order(StringComparer.Ordinal))}"
            );
        var known = LayerKind.All[kind];
        ImmutableArray<string> other =
        [
            .. settings
                .Keys.Where(name => name != kind && !known.Settings.Contains(name) && !OfAll.Contains(name))
                .Order(StringComparer.Ordinal),
        ];
        return other.IsEmpty
            ? new LayerSetting($"{place}, {kind}", known, settings[kind], settings.Remove(kind)) { Json = layer }
            : new Fault(
                $"{place}, {kind}",
                $"{string.Join(" and ", other)} is no setting of it",
                $"it has {string.Join(", ", known.Settings.Concat(OfAll))}"
            );
    }

    private int Whole(JsonElement value, string what) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Fault($"{what} is {value}, where a whole number is expected", "write for example 2");

    private string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw Fault($"{value} is no word", "write a word in quotation marks");

    private ImmutableArray<string> Texts(JsonElement value, string what) =>
        value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array when value.GetArrayLength() > 0 => [.. value.EnumerateArray().Select(Text)],
            _ => throw Fault($"{what} is {value}, where a name, or some in a list, is expected", "name them"),
        };
}
