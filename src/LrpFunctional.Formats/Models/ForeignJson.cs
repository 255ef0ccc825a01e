using System.Collections.Immutable;
using System.Text.Json;

namespace LrpFunctional.Formats.Models;

/// <summary>JSON objects of other programs in a file whose name we use too, as Hugging Face's config.json.</summary>
internal static class ForeignJson
{
    private const int ShortestName = 5;

    /// <summary>
    /// The keys of an object that is another program's: it has some, and none is a name of ours, nor meant to be one
    /// (but for an underscore, a capital, or one letter). None for any other text.
    /// </summary>
    /// <param name="text">The file's text.</param>
    /// <param name="names">Our names.</param>
    public static ImmutableArray<string> Keys(string text, IEnumerable<string> names)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return [];
            ImmutableArray<string> ours = [.. names.Select(Plain)];
            ImmutableArray<string> keys = [.. json.RootElement.EnumerateObject().Select(property => property.Name)];
            return keys.Any(key => ours.Any(name => IsMeant(name, Plain(key)))) ? [] : keys;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Whether the text is JSON but for a key that one of its objects has twice.</summary>
    public static bool IsTwice(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return false;
        }
        catch (JsonException exception)
        {
            return exception.BytePositionInLine is null;
        }
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static bool IsMeant(string name, string key)
    {
        if (name == key)
            return true;
        if (name.Length <= ShortestName || Math.Abs(name.Length - key.Length) > 1)
            return false;
        var same = name.Zip(key, (ours, theirs) => ours == theirs).TakeWhile(isSame => isSame).Count();
        string Rest(string text, int skipped) => text[Math.Min(same + skipped, text.Length)..];
        return Rest(name, 1) == Rest(key, 1) || Rest(name, 1) == Rest(key, 0) || Rest(name, 0) == Rest(key, 1);
    }
}
