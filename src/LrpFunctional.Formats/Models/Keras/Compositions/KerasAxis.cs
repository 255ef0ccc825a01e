using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models.Keras.Compositions;

/// <summary>Axes and sizes in settings: a whole number, or a list of some.</summary>
internal static class KerasAxis
{
    /// <summary>The numbers in a setting; none where it is not there, or holds something else.</summary>
    public static ImmutableArray<int> Sizes(KerasConfig config, string name) =>
        config.Maybe(name).Match(Sizes, () => []);

    public static ImmutableArray<int> Sizes(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(size => Sizes(size).AsEnumerable())],
            JsonValueKind.Number when value.TryGetInt32(out var size) => [size],
            _ => [],
        };
}
