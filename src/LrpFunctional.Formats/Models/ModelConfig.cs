using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;

namespace LrpFunctional.Formats.Models;

/// <summary>What a model's tensors do not say.</summary>
/// <param name="Classes">The names of the classes; empty stands for their numbers.</param>
/// <param name="UnknownWord">The word of the vocabulary that stands for all unknown ones.</param>
/// <param name="GateOrder">The order of the gate blocks in the cell's tensors.</param>
/// <param name="Tokenisation">How plain text turns into words.</param>
/// <param name="Polarity">Which classes count as negative and positive, where they do.</param>
public sealed partial record ModelConfig(
    ImmutableArray<string> Classes, Option<string> UnknownWord, string GateOrder, Tokenisation Tokenisation, Option<Polarity> Polarity)
{
    private static readonly Context Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The configuration in a file; every setting may be left out, none may be unknown.</summary>
    public static Validation<Fault, ModelConfig> Read(string path) =>
        Edge.Read(path, () => Edge.Text(path)).Bind(text => Parse(path, text));

    /// <summary>The configuration as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new Stored(
            Classes.IsEmpty ? null : [.. Classes],
            UnknownWord.MatchUnsafe(word => word, () => null),
            GateOrder,
            new StoredTokenisation(Tokenisation.Scheme, Tokenisation.LowerCase),
            Polarity.MatchUnsafe(polarity => new StoredPolarity([.. polarity.Negative], [.. polarity.Positive]), () => null)),
        Json.Stored) + "\n";

    private static Validation<Fault, ModelConfig> Parse(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.Stored) is { } stored
                ? Check(path, stored)
                : new Fault(path, "it holds null, where a JSON object is expected", "write at least {}");
        }
        catch (JsonException exception)
        {
            return new Fault(
                path,
                $"it is not understood at {exception.Path ?? "$"}, line {exception.LineNumber + 1}",
                "write a JSON object with the settings classes, unknown_word, gate_order, tokenisation, polarity, or some of them");
        }
    }

    private static Validation<Fault, ModelConfig> Check(string path, Stored stored)
    {
        var order = stored.GateOrder ?? Models.GateOrder.Standard;
        var tokenisation = stored.Tokenisation is { } split ? new Tokenisation(split.Scheme ?? "", split.LowerCase) : Tokenisation.Blanks;
        return (Validations.Require(
                    Models.GateOrder.IsOne(order),
                    new Fault(path, $"gate_order is \"{order}\", where the letters i, f, g, o in some order are expected", "write for example \"ifgo\"")),
                Validations.Require(
                    Tokenisation.Schemes.Contains(tokenisation.Scheme),
                    new Fault(path, $"the tokenisation scheme is \"{tokenisation.Scheme}\", where {string.Join(" or ", Tokenisation.Schemes)} is expected", "choose one of them")),
                Validations.Require(
                    stored.Classes?.All(name => name is not null) ?? true,
                    new Fault(path, "a class has no name", "name each class, or leave the setting out")))
            .Apply((_, _, _) => new ModelConfig(
                [.. stored.Classes ?? []],
                Prelude.Optional(stored.UnknownWord),
                order,
                tokenisation,
                Prelude.Optional(stored.Polarity).Map(groups => new Polarity([.. groups.Negative ?? []], [.. groups.Positive ?? []]))));
    }

    // Made when the program is built: nothing is looked up by reflection.
    [JsonSerializable(typeof(Stored))]
    private sealed partial class Context : JsonSerializerContext;

    private sealed record Stored(string[]? Classes, string? UnknownWord, string? GateOrder, StoredTokenisation? Tokenisation, StoredPolarity? Polarity);

    private sealed record StoredTokenisation(string? Scheme, bool LowerCase);

    private sealed record StoredPolarity(int[]? Negative, int[]? Positive);
}
