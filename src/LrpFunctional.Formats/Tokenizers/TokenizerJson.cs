using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>
/// Hugging Face's <c>tokenizer.json</c>: a text is normalized, split into words, each word into pieces, and a template
/// put around them.
/// </summary>
internal static class TokenizerJson
{
    /// <summary>The tokenizer of a file.</summary>
    /// <exception cref="FaultException">Something in it is not done, or broken.</exception>
    public static Tokenizer Of(Setting file, ReadingLimits limits)
    {
        file.Only(
            "version",
            "truncation",
            "padding",
            "added_tokens",
            "normalizer",
            "pre_tokenizer",
            "post_processor",
            "decoder",
            "model"
        );
        var model = PieceModels.Of(file.At("model"));
        var normalizer = file.Has("normalizer") ? Normalizers.Of(file.At("normalizer")) : text => text;
        PreTokenizer words = file.Has("pre_tokenizer") ? PreTokenizers.Of(file.At("pre_tokenizer")) : text => [text];
        var template = file.Has("post_processor") ? Template.Of(file.At("post_processor")) : Template.None;
        ImmutableArray<AddedToken> added = file.Has("added_tokens")
            ? [.. file.Each("added_tokens").Select(token => AddedTokens.Of(token, normalizer))]
            : [];
        var cut = file.Has("truncation") ? Truncation(file.At("truncation"), template) : pieces => pieces;
        var plain = AddedTokens.Finder(added.Where(token => !token.IsNormalized));
        var normalized = AddedTokens.Finder(added.Where(token => token.IsNormalized));

        // Added tokens, and the words between them; those of the text as it is come first.
        IEnumerable<(ImmutableArray<Sign> Signs, AddedToken? Token)> Words(string text) =>
            plain(Sign.Of(text))
                .SelectMany(part => part.Token is null ? normalized(normalizer(part.Signs)) : [part])
                .SelectMany(part => part.Token is null ? words(part.Signs).Select(word => (word, part.Token)) : [part])
                .Where(part => !part.Item1.IsEmpty);

        Validation<Fault, ImmutableArray<Piece>> Split(string place, string text)
        {
            var pieces = ImmutableArray.CreateBuilder<Piece>();
            foreach (var (whole, (signs, token)) in Words(text).Index())
            {
                if (signs.Length > limits.Word)
                    return ReadingLimits.Exceeded(place, $"word {whole + 1}", $"{limits.Word} characters", "word");
                ImmutableArray<Found> found = token is null
                    ? model.Pieces(signs)
                    : [new Found(token.Word, token.Id, signs.Length)];
                var at = 0;
                foreach (var piece in found)
                {
                    var of = signs[at..(at + piece.Length)];
                    pieces.Add(
                        new Piece(piece.Word, piece.Id, of.Min(sign => sign.First), of.Max(sign => sign.End), whole)
                    );
                    at += piece.Length;
                }
            }

            return Around(template, text, cut(pieces.ToImmutable()));
        }

        return new Tokenizer(
            $"{model.Kind} of {file.Place}{(file.Has("padding") ? "; its padding is not put in" : "")}",
            Distinct(
                file,
                [
                    .. model.Words,
                    .. added.Select(token => (token.Word, token.Id)),
                    .. template.Before,
                    .. template.Behind,
                ]
            ),
            model.Unknown,
            (place, text) => Edge.Read(place, () => Split(place, text)).Bind(pieces => pieces)
        );
    }

    private static ImmutableArray<Piece> Around(Template template, string text, ImmutableArray<Piece> pieces)
    {
        var words = pieces.IsEmpty ? 0 : pieces[^1].Whole + 1;
        Piece Added((string Word, int Id) token, int at, int whole) => new(token.Word, token.Id, at, at, whole);
        return template.Length == 0
            ? pieces
            :
            [
                .. template.Before.Select((token, at) => Added(token, 0, at)),
                .. pieces.Select(piece => piece with { Whole = piece.Whole + template.Before.Length }),
                .. template.Behind.Select(
                    (token, at) => Added(token, text.Length, template.Before.Length + words + at)
                ),
            ];
    }

    private static Func<ImmutableArray<Piece>, ImmutableArray<Piece>> Truncation(Setting cut, Template template)
    {
        cut.Only("direction", "max_length", "strategy", "stride");
        var length = cut.Number("max_length") - template.Length;
        if (length < 1)
            throw cut.NotDone("max_length");
        if (cut.Text("strategy", "LongestFirst") == "OnlySecond")
            throw cut.NotDone("strategy");
        return cut.Text("direction", "Right") switch
        {
            "Right" => pieces => pieces.Length > length ? pieces[..length] : pieces,
            "Left" => pieces => pieces.Length > length ? pieces[^length..] : pieces,
            _ => throw cut.NotDone("direction"),
        };
    }

    private static ImmutableArray<(string Word, int Id)> Distinct(
        Setting file,
        ImmutableArray<(string Word, int Id)> words
    )
    {
        var ids = new Dictionary<string, int>();
        foreach (var (word, id) in words)
        {
            if (!ids.TryAdd(word, id) && ids[word] != id)
                throw new FaultException(
                    new Fault(
                        file.Place,
                        $"\"{word}\" has the id {ids[word]}, and elsewhere {id}",
                        "save the tokenizer again"
                    )
                );
        }

        return [.. ids.Select(word => (word.Key, word.Value))];
    }
}
