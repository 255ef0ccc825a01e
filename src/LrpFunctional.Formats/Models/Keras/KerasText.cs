using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LanguageExt;
using LanguageExt.UnsafeValueAccess;
using LrpFunctional.Formats.Tokenizers;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>
/// A TextVectorization below an Embedding: what it reads is text, and the network begins with the ids that it gives.
/// </summary>
internal static class KerasText
{
    // Where an archive keeps what get_vocabulary() gives.
    private const string Assets = "assets/";
    private const string Vocabulary = "vocabulary.txt";

    private const string Strings = "string";

    /// <summary>Whether an entry of an archive lists words.</summary>
    public static bool IsVocabulary(string entry) =>
        entry.Replace('\\', '/') is var name
        && name.StartsWith(Assets, StringComparison.Ordinal)
        && name.EndsWith($"/{Vocabulary}", StringComparison.Ordinal);

    /// <summary>What a file lists as layers, the input of text left out where one splits it.</summary>
    public static ImmutableArray<JsonElement> WithoutTextInput(string path, ImmutableArray<JsonElement> layers) =>
        layers.Any(layer => Is(path, layer, KerasClass.TextVectorization))
            ? layers.RemoveAll(layer =>
                Is(path, layer, KerasClass.Input)
                && new KerasConfig(path, new KerasConfig(path, layer)["config"]).Maybe("dtype").Case
                    is JsonElement { ValueKind: JsonValueKind.String } type
                && type.GetString() == Strings
            )
            : layers;

    /// <summary>The layers, an input of ids in the place of what splits text.</summary>
    public static ImmutableArray<KerasLayer> WithIds(ImmutableArray<KerasLayer> layers)
    {
        if (layers.Find(IsText).Case is not KerasLayer text)
            return layers;
        var others = layers.Where(layer => layer.Class == KerasClass.Input || (IsText(layer) && layer != text));
        return others.Any()
            ? throw text.Entry.Fault("the model has other inputs beside it, where one of text is expected")
            : layers.Replace(text, Ids(text));
    }

    /// <summary>What the layer says of a model, where there is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parts">The model.</param>
    /// <param name="file">What the file says.</param>
    public static ModelParts Said(string path, ModelParts parts, KerasFile file)
    {
        if (file.Graph.Text.Case is not KerasLayer text)
            return parts;
        var words = WordsOf(path, text, file.Vocabularies);
        return parts with
        {
            Words = words,
            Config = parts.Config with
            {
                Padding = Length(text).Map(length => new Padding(length, Side.Right, 0, Side.Right)),
            },
            Notes = words.IsSome
                ? parts.Notes
                : parts.Notes.Add($"the words of layer {text.Name} are not in the file: name them by --tokenizer"),
        };
    }

    private static bool Is(string path, JsonElement layer, string kind) =>
        layer.ValueKind == JsonValueKind.Object
        && new KerasConfig(path, layer).Maybe("class_name").Case is JsonElement { ValueKind: JsonValueKind.String } name
        && name.GetString() == kind;

    private static bool IsText(KerasLayer layer) => layer.Class == KerasClass.TextVectorization;

    private static KerasLayer Ids(KerasLayer text) =>
        text with
        {
            Class = KerasClass.Input,
            Config = text.Config with
            {
                Json = JsonSerializer.SerializeToElement(
                    new JsonObject
                    {
                        ["name"] = text.Name,
                        ["batch_shape"] = new JsonArray(
                            null,
                            Length(text).Map(length => (JsonNode)JsonValue.Create(length)).ValueUnsafe()
                        ),
                        ["dtype"] = "int64",
                    },
                    KerasJson.Default.JsonNode
                ),
            },
        };

    private static Option<int> Length(KerasLayer text) =>
        text.Config.Maybe("output_sequence_length").Map(_ => text.Config.Whole("output_sequence_length"));

    // Beside the padding and the unknown word, which a list that was given to the layer may lack.
    private static Option<ImmutableArray<string>> WordsOf(
        string path,
        KerasLayer text,
        ImmutableArray<ReadOnlyMemory<byte>> vocabularies
    )
    {
        ImmutableArray<string> stored = [.. vocabularies.Select(bytes => Utf8(path, bytes)).Distinct()];
        if (stored.Length > 1)
            throw text.Entry.Fault($"{stored.Length} lists of words lie in the file, where one is expected");
        var words = stored.IsEmpty
            ? text
                .Config.Maybe("vocabulary")
                .Map(_ => text.Config.Items("vocabulary").Select(word => Word(text, word)).ToImmutableArray())
            : TextVectorizations.Words(stored[0]);
        return words
            .Filter(all => !all.IsEmpty)
            .Map(all => TextVectorizations.IsWhole(all) ? all : [.. TextVectorizations.Begin, .. all]);
    }

    private static string Word(KerasLayer text, JsonElement word) =>
        word.ValueKind == JsonValueKind.String
            ? word.GetString()!
            : throw text.Config.Fault($"vocabulary holds {KerasConfig.Short(word)}, where words are expected");

    private static string Utf8(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(
                bytes.Span
            );
        }
        catch (ArgumentException)
        {
            throw new FaultException(
                new Fault($"{path}: {Vocabulary}", "it is no UTF-8", "save the model again, its words in UTF-8")
            );
        }
    }
}
