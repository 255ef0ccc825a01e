using System.Collections.Frozen;
using System.Collections.Immutable;
using LanguageExt;
using Microsoft.ML.Tokenizers;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>The models of <c>tokenizer.json</c>: a word's pieces, and all pieces with their ids.</summary>
internal sealed record PieceModels(
    string Kind,
    ImmutableArray<(string Word, int Id)> Words,
    Option<string> Unknown,
    PieceModel Pieces
)
{
    private const string Type = "type";
    private const string UnknownToken = "unk_token";
    private const string Vocabulary = "vocab";

    // A word is tried from each of its characters to each behind it.
    private const int LongestWordOfPieces = 10_000;

    /// <summary>The model of a file, under <c>model</c>.</summary>
    /// <exception cref="FaultException">It is of a kind, or has a setting, that is not done, or is broken.</exception>
    public static PieceModels Of(Setting model) =>
        model.Kind switch
        {
            "WordLevel" => WordLevel(model.Only(Type, Vocabulary, UnknownToken)),
            "WordPiece" => WordPiece(
                model.Only(Type, Vocabulary, UnknownToken, "continuing_subword_prefix", "max_input_chars_per_word")
            ),
            "BPE" => BytePairs(
                model.Only(
                    Type,
                    Vocabulary,
                    "merges",
                    UnknownToken,
                    "dropout",
                    "continuing_subword_prefix",
                    "end_of_word_suffix",
                    "fuse_unk",
                    "byte_fallback",
                    "ignore_merges"
                )
            ),
            "Unigram" => UnigramModel.Of(model.Only(Type, Vocabulary, "unk_id", "byte_fallback")),
            _ => throw model.NotDone(Type),
        };

    private static PieceModels WordLevel(Setting model)
    {
        var words = Ids(model);
        var ids = words.ToFrozenDictionary(word => word.Word, word => word.Id);
        return new PieceModels(
            "WordLevel",
            words,
            UnknownOf(model, ids),
            word =>
            {
                var text = Sign.Text(word.AsSpan());
                return [new Found(text, ids.TryGetValue(text, out var id) ? id : Option<int>.None, word.Length)];
            }
        );
    }

    private static PieceModels WordPiece(Setting model)
    {
        var words = Ids(model);
        var ids = words.ToFrozenDictionary(word => word.Word, word => word.Id);
        var unknown = model.Text(UnknownToken);
        _ = UnknownOf(model, ids);
        var longest = model.Has("max_input_chars_per_word") ? model.Number("max_input_chars_per_word") : 100;
        if (longest > LongestWordOfPieces)
            throw model.NotDone("max_input_chars_per_word");
        if (words.FirstOrDefault(word => word.Word.AsSpan().ContainsAny('\n', '\r')) is { Word: { } broken })
            throw model.At(Vocabulary).Refused(model.At(Vocabulary).Json.GetProperty(broken), "a piece of one line");
        var lines = string.Concat(words.OrderBy(word => word.Id).Select(word => word.Word + "\n"));
        var tokenizer = WordPieceTokenizer.Create(
            new MemoryStream(Edge.Utf8.GetBytes(lines)),
            new WordPieceOptions
            {
                PreTokenizer = null,
                Normalizer = null,
                UnknownToken = unknown,
                ContinuingSubwordPrefix = model.Text("continuing_subword_prefix", "##"),
                MaxInputCharsPerWord = 2 * LongestWordOfPieces,
            }
        );
        return new PieceModels(
            "WordPiece",
            words,
            unknown,
            word =>
                word.Length > longest
                    ? [new Found(Sign.Text(word.AsSpan()), Option<int>.None, word.Length)]
                    : Encoded(tokenizer, ids, unknown, word)
        );
    }

    private static PieceModels BytePairs(Setting model)
    {
        foreach (var name in new[] { "byte_fallback", "dropout" })
            if (model.Has(name) && (name == "dropout" || model.Truth(name, false)))
                throw model.NotDone(name);
        var words = Ids(model);
        var ids = words.ToFrozenDictionary(word => word.Word, word => word.Id);
        var unknown = UnknownOf(model, ids);
        var (prefix, suffix) = (model.Text("continuing_subword_prefix", ""), model.Text("end_of_word_suffix", ""));
        var options = new BpeOptions(words.Select(word => KeyValuePair.Create(word.Word, word.Id)))
        {
            Merges = [.. model.Each("merges").Select(Merge)],
            PreTokenizer = null,
            Normalizer = null,
            UnknownToken = unknown.MatchUnsafe(word => word, () => null),
            FuseUnknownTokens = model.Truth("fuse_unk", false),
            ContinuingSubwordPrefix = prefix.Length == 0 ? null : prefix,
            EndOfWordSuffix = suffix.Length == 0 ? null : suffix,
        };
        BpeTokenizer tokenizer;
        try
        {
            tokenizer = BpeTokenizer.Create(options);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new FaultException(
                new Fault(model.Place, $"its merges and vocab do not fit ({exception.Message})", "save it again")
            );
        }

        var isWhole = model.Truth("ignore_merges", false);
        bool IsKnown(ImmutableArray<Sign> word) =>
            word.Index()
                .All(sign =>
                    ids.ContainsKey(
                        $"{(sign.Index > 0 ? prefix : "")}{sign.Item.Rune}{(sign.Index == word.Length - 1 ? suffix : "")}"
                    )
                );
        return new PieceModels(
            "BPE",
            words,
            unknown,
            word =>
                isWhole && Sign.Text(word.AsSpan()) is var text && ids.TryGetValue(text, out var id)
                    ? [new Found(text, id, word.Length)]
                // The library leaves out what it has neither a piece nor an unknown one for.
                : unknown.IsNone && !IsKnown(word)
                    ? [new Found(Sign.Text(word.AsSpan()), Option<int>.None, word.Length)]
                : Encoded(tokenizer, ids, unknown.IfNone(""), word)
        );
    }

    // What the library gives, counted in characters.
    private static ImmutableArray<Found> Encoded(
        Microsoft.ML.Tokenizers.Tokenizer tokenizer,
        FrozenDictionary<string, int> ids,
        string unknown,
        ImmutableArray<Sign> word
    )
    {
        var text = Sign.Text(word.AsSpan());
        return
        [
            .. tokenizer
                .EncodeToTokens(text, out _, considerPreTokenization: false, considerNormalization: false)
                .Select(token =>
                {
                    var part = text[token.Offset];
                    return token.Value == unknown && part != unknown
                        ? new Found(part, Option<int>.None, part.EnumerateRunes().Count())
                        : new Found(token.Value, ids[token.Value], part.EnumerateRunes().Count());
                }),
        ];
    }

    private static string Merge(Setting merge)
    {
        if (merge.Json.ValueKind == System.Text.Json.JsonValueKind.String)
        {
            var text = merge.Text();
            return text.Split(' ').Length == 2 ? text : throw merge.Refused(merge.Json, "two pieces");
        }

        ImmutableArray<string> pair = [.. new Setting(merge.Place, merge.Json).Each().Select(piece => piece.Text())];
        return pair.Length == 2 && !pair.Any(piece => piece.Contains(' '))
            ? string.Join(' ', pair)
            : throw merge.Refused(merge.Json, "two pieces without blanks");
    }

    private static Option<string> UnknownOf(Setting model, FrozenDictionary<string, int> ids)
    {
        if (!model.Has(UnknownToken))
            return Option<string>.None;
        var unknown = model.Text(UnknownToken);
        return ids.ContainsKey(unknown)
            ? unknown
            : throw new FaultException(
                new Fault(
                    model.Place,
                    $"{UnknownToken} is \"{unknown}\", which is not in {Vocabulary}",
                    "save the tokenizer again"
                )
            );
    }

    private static ImmutableArray<(string Word, int Id)> Ids(Setting model)
    {
        var list = model.At(Vocabulary);
        if (list.Json.ValueKind != System.Text.Json.JsonValueKind.Object)
            throw list.Refused(list.Json, "an object of pieces and their ids");
        ImmutableArray<(string Word, int Id)> words =
        [
            .. list
                .Json.EnumerateObject()
                .Select(piece =>
                    (
                        piece.Name,
                        new Setting($"{list.Place}, \"{Printable.Cut(piece.Name, 100)}\"", piece.Value).Number()
                    )
                ),
        ];
        foreach (var same in words.GroupBy(word => word.Id).Where(same => same.Skip(1).Any()).Take(1))
            throw new FaultException(
                new Fault(
                    list.Place,
                    $"the words \"{same.First().Word}\" and \"{same.ElementAt(1).Word}\" have the same id {same.Key}",
                    "give each piece an id of its own"
                )
            );
        return words;
    }
}
