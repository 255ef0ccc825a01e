using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>What becomes of a setting.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="Values">The neutral values, as JSON.</param>
internal sealed record KerasSetting(KerasEffect Effect, ImmutableArray<string> Values)
{
    public static KerasSetting Read { get; } = new(KerasEffect.Read, []);

    public static KerasSetting Idle { get; } = new(KerasEffect.None, []);

    public static KerasSetting Only(params ImmutableArray<string> values) => new(KerasEffect.Neutral, values);

    /// <summary>What is wrong with a value, if anything is.</summary>
    public Option<string> Problem(string name, JsonElement value) =>
        Effect == KerasEffect.Neutral && !Values.Contains(NameOf(value))
            ? $"{name} is {KerasConfig.Short(value)}, where {string.Join(" or ", Values)} is expected"
            : Option<string>.None;

    // A policy of data types is an object around its name.
    private static string NameOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("class_name", out var kind)
        && kind.ValueKind == JsonValueKind.String
        && kind.GetString() is "DTypePolicy" or "Policy"
        && value.TryGetProperty("config", out var config)
        && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty("name", out var name)
            ? name.GetRawText()
            : value.GetRawText();
}
