using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>Tokenizers on disk.</summary>
public static class TokenizerFile
{
    /// <summary>The name under which a tokenizer lies beside its model.</summary>
    public const string Name = "tokenizer.json";

    /// <summary>The tokenizer of a file, or what of it is not done.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large what it makes may be; as usual if left out.</param>
    public static Validation<Fault, Tokenizer> Read(string path, ReadingLimits? limits = null) =>
        Edge.Read(path, () => Of(path, Edge.Text(path), limits ?? ReadingLimits.Default));

    private static Tokenizer Of(string path, string text, ReadingLimits limits)
    {
        if (TextVectorizations.Is(text))
            return TextVectorizations.Of(path, TextVectorizations.Words(text), limits);
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = json.RootElement;
            // json.dump of what to_json() gives writes a text of JSON into JSON, once.
            if (root.ValueKind == JsonValueKind.String && root.GetString() is { } inner && inner.StartsWith('{'))
                return Of(path, inner, limits);
            if (root.ValueKind == JsonValueKind.Array)
                return TextVectorizations.Of(
                    path,
                    [.. new Setting(path, root).Each().Select(word => word.Text())],
                    limits
                );
            return KerasTokenizers.Is(root)
                ? KerasTokenizers.Of(new Setting(path, root), limits)
                : TokenizerJson.Of(new Setting(path, root), limits);
        }
        catch (JsonException exception)
        {
            throw new FaultException(
                new Fault(
                    path,
                    exception.BytePositionInLine is { } at
                        ? $"it is no JSON at line {exception.LineNumber + 1}, byte {at + 1}"
                        : "a name in it is there twice",
                    "save the tokenizer again"
                )
            );
        }
        catch (InvalidOperationException)
        {
            throw new FaultException(
                new Fault(path, "a name in it has one half of a surrogate pair", "save the tokenizer again")
            );
        }
    }
}
