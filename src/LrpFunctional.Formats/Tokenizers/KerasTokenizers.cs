using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>
/// What Keras' <c>Tokenizer.to_json()</c> writes: words between separators, the most frequent of which have ids. A word
/// that has none is left out, as Keras does, unless there is an <c>oov_token</c>.
/// </summary>
internal static class KerasTokenizers
{
    /// <summary>Whether a file is one.</summary>
    public static bool Is(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("class_name", out var name)
        && name.ValueKind == JsonValueKind.String
        && name.ValueEquals("Tokenizer");

    /// <summary>The tokenizer of a file.</summary>
    /// <exception cref="FaultException">Something in it is not done, or broken.</exception>
    public static Tokenizer Of(Setting file, ReadingLimits limits)
    {
        var config = file.Only("class_name", "config")
            .At("config")
            .Only(
                "num_words",
                "filters",
                "lower",
                "split",
                "char_level",
                "oov_token",
                "document_count",
                "word_counts",
                "word_docs",
                "index_docs",
                "index_word",
                "word_index"
            );
        var oov = config.Has("oov_token") ? config.Text("oov_token") : Option<string>.None;
        var most = config.Has("num_words") ? config.Number("num_words") : int.MaxValue;
        var ids = Index(config)
            .Where(word => word.Id < most || oov.Exists(unknown => unknown == word.Word))
            .ToFrozenDictionary(word => word.Word, word => word.Id);
        if (oov.Exists(word => !ids.ContainsKey(word)))
            throw config.NotDone("oov_token");
        Normalizer lower = config.Truth("lower", true) ? Lower : text => text;
        var words = Words(config);
        return new Tokenizer(
            $"Tokenizer of Keras in {file.Place}"
                + (oov.IsNone ? "; words that it lacks are left out, as Keras does" : ""),
            [.. ids.Select(word => (word.Key, word.Value))],
            oov,
            (place, text) => Pieces(place, words(lower(Sign.Of(text))), ids, oov.IsNone, limits)
        );
    }

    /// <summary>The pieces that words are: each its own, with its id.</summary>
    internal static Validation<Fault, ImmutableArray<Piece>> Pieces(
        string place,
        IEnumerable<ImmutableArray<Sign>> words,
        FrozenDictionary<string, int> ids,
        bool leavesOut,
        ReadingLimits limits
    )
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        foreach (var (at, word) in words.Where(word => !word.IsEmpty).Index())
        {
            if (word.Length > limits.Word)
                return ReadingLimits.Exceeded(place, $"word {at + 1}", $"{limits.Word} characters", "word");
            var text = Sign.Text(word.AsSpan());
            var id = ids.TryGetValue(text, out var known) ? known : Option<int>.None;
            if (id.IsSome || !leavesOut)
                pieces.Add(new Piece(text, id, word[0].First, word[^1].End, pieces.Count));
        }

        return pieces.ToImmutable();
    }

    // Filtered characters separate words, as the separator does; of characters nothing is filtered.
    private static PreTokenizer Words(Setting config)
    {
        if (config.Truth("char_level", false))
            return text => text.Select(sign => ImmutableArray.Create(sign));
        var split = config.Text("split", " ");
        if (split.EnumerateRunes().Count() != 1)
            throw config.NotDone("split");
        var separators = (config.Text("filters", "") + split).EnumerateRunes().ToFrozenSet();
        var between = Patterns.OfEach(sign => separators.Contains(sign.Rune));
        return text => Patterns.Parts(text, between).Where(part => !part.IsMatch).Select(part => part.Signs);
    }

    // Python's rules, the final sigma included: but for the two characters of İ each stays one.
    private static ImmutableArray<Sign> Lower(ImmutableArray<Sign> text)
    {
        var lower = Sign.Of(LowerCase.Of(Sign.Text(text.AsSpan())));
        var origins = text.SelectMany(sign => Enumerable.Repeat(sign, sign.Rune.Value == 'İ' ? 2 : 1));
        return [.. lower.Zip(origins, (sign, origin) => origin with { Rune = sign.Rune })];
    }

    // The words and ids are a text of JSON within the JSON.
    private static ImmutableArray<(string Word, int Id)> Index(Setting config)
    {
        var place = $"{config.Place}, word_index";
        try
        {
            using var json = JsonDocument.Parse(
                config.Text("word_index"),
                new JsonDocumentOptions { AllowDuplicateProperties = false }
            );
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw config.At("word_index").Refused(json.RootElement, "an object of words and their ids");
            return
            [
                .. json
                    .RootElement.EnumerateObject()
                    .Select(word =>
                        (word.Name, new Setting($"{place}, \"{Printable.Cut(word.Name, 100)}\"", word.Value).Number())
                    ),
            ];
        }
        catch (JsonException)
        {
            throw config.NotDone("word_index");
        }
    }
}
