using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>Turns a text into the pieces that a network reads, and says what it was made from.</summary>
/// <param name="Made">What it was made from, in a line.</param>
/// <param name="Words">The pieces that it may give, and their ids.</param>
/// <param name="Unknown">The piece that stands for what it has none for, where there is one.</param>
/// <param name="Split">The pieces of a text, or why there are none; it takes the text's place, for messages.</param>
public sealed record Tokenizer(
    string Made,
    ImmutableArray<(string Word, int Id)> Words,
    Option<string> Unknown,
    Func<string, string, Validation<Fault, ImmutableArray<Piece>>> Split
)
{
    /// <summary>The word that each piece of a text is of, as it was written.</summary>
    internal static ImmutableArray<SourceWord> Wholes(string text, ImmutableArray<Piece> pieces)
    {
        var spans = pieces
            .GroupBy(piece => piece.Whole)
            .ToDictionary(
                whole => whole.Key,
                whole => text[whole.Min(piece => piece.First)..whole.Max(piece => piece.End)]
            );
        return
        [
            .. pieces.Select(piece => new SourceWord(
                piece.Whole,
                spans[piece.Whole] is { Length: > 0 } written ? written : piece.Word
            )),
        ];
    }
}
