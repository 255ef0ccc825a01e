using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;

namespace LrpFunctional.Formats.Models.StateDicts;

/// <summary>What the names and shapes of a state dict let one suppose, for the user to correct.</summary>
/// <param name="Names">What the file calls each of our modules, where that is another name.</param>
/// <param name="Reading">What is read of the states.</param>
/// <param name="Attention">The activations between the layers that score the states.</param>
/// <param name="Dense">The activations behind the layers before the output.</param>
internal sealed record ConfigGuess(
    ImmutableSortedDictionary<string, string> Names,
    Reading Reading,
    ImmutableArray<Activation> Attention,
    ImmutableArray<Activation> Dense
)
{
    /// <summary>What is said of the network, and of which modules its recurrent layers are.</summary>
    public static ConfigGuess Of(RecurrentStack stack, Architecture said) =>
        new(stack.Names.ToImmutableSortedDictionary(StringComparer.Ordinal), said.Reading, said.Attention, said.Dense);

    /// <summary>The same in the file's own names, with those that the user gives.</summary>
    public ConfigGuess With(ImmutableDictionary<string, string> said) =>
        this with
        {
            Names = Names
                .Select(name => KeyValuePair.Create(name.Key, said.GetValueOrDefault(name.Value, name.Value)))
                .Concat(said.Where(name => !Names.ContainsKey(name.Key) && !Names.ContainsValue(name.Key)))
                .ToImmutableSortedDictionary(StringComparer.Ordinal),
        };

    /// <summary>The fault of a network that the settings have to describe.</summary>
    /// <param name="path">The file.</param>
    /// <param name="open">What names and shapes leave open.</param>
    public Fault Asked(string path, string open) =>
        new(
            path,
            $"its names and shapes do not say {open}",
            $"save this as config.json beside it, or put it into the one there, and correct it: {ToJson()}"
        );

    private string ToJson()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            if (!Names.IsEmpty)
            {
                json.WriteStartObject("names");
                foreach (var (ours, theirs) in Names)
                    json.WriteString(ours, theirs);
                json.WriteEndObject();
            }

            json.WriteString("reading", ModelConfig.NameOf(Reading));
            Write(json, "attention", Attention);
            Write(json, "dense", Dense);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string setting, ImmutableArray<Activation> activations)
    {
        if (activations.IsEmpty)
            return;
        json.WriteStartArray(setting);
        foreach (var activation in activations)
            json.WriteStringValue(ModelConfig.NameOf(activation));
        json.WriteEndArray();
    }
}
