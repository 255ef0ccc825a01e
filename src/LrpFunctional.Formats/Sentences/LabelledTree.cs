using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LanguageExt;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// A tree as the Stanford Sentiment Treebank writes it, <c>(3 (2 It) (4 (2 's) (4 lovely)))</c>: each part has a label
/// and spans some of the words.
/// </summary>
/// <param name="Words">The leaves from left to right.</param>
/// <param name="Parts">The parts, each before those in it; the first is the whole tree.</param>
internal sealed partial record LabelledTree(ImmutableArray<string> Words, ImmutableArray<LabelledTree.Part> Parts)
{
    private const string Remedy = "write trees like (3 (2 It) (4 works)), one a line";

    /// <summary>The sentence of a line: the whole tree.</summary>
    public static Located Whole(string place, string line, SentenceEncoder encoder) =>
        new(place, () => Parse(place, line).Bind(tree => tree.Sentence(place, tree.Parts[0], encoder).Sentence()));

    /// <summary>The sentences of a line: each part of the tree.</summary>
    public static IEnumerable<Located> Phrases(string place, string line, SentenceEncoder encoder) =>
        Parse(place, line)
            .Match(
                tree => tree.Parts.Select((part, at) => tree.Sentence($"{place}, part {at + 1}", part, encoder)),
                faults => [new Located(place, () => Validation<Fault, Sequences.Sentence>.Fail(faults))]
            );

    /// <summary>
    /// The tree in a line. It may be nested as deep as memory allows: the brackets that are open are a list, not calls.
    /// </summary>
    public static Validation<Fault, LabelledTree> Parse(string place, string line)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var parts = ImmutableArray.CreateBuilder<Part>();
        var open = ImmutableStack<int>.Empty;
        var before = Piece.Start;
        foreach (var match in Pieces().EnumerateMatches(line))
        {
            var text = line.AsSpan(match.Index, match.Length);
            var piece = Kind(text, before);
            if (!Follows(piece, before) || (before != Piece.Start && open.IsEmpty))
                return new Fault(
                    $"{place}, character {match.Index + 1}",
                    $"\"{Shortened(text)}\" stands where {Expected(before, open.IsEmpty)} is expected",
                    Remedy
                );
            switch (piece)
            {
                case Piece.Open:
                    open = open.Push(parts.Count);
                    break;
                case Piece.Label:
                    parts.Add(new Part(text.ToString(), words.Count, words.Count));
                    break;
                case Piece.Word:
                    words.Add(text.ToString());
                    break;
                default:
                    open = open.Pop(out var closed);
                    parts[closed] = parts[closed] with { End = words.Count };
                    break;
            }

            before = piece;
        }

        return before == Piece.Close && open.IsEmpty
            ? new LabelledTree(words.DrainToImmutable(), parts.DrainToImmutable())
            : new Fault(place, before == Piece.Start ? "there is no tree" : "the tree is not closed", Remedy);
    }

    private Located Sentence(string place, Part part, SentenceEncoder encoder) =>
        new(
            place,
            () =>
                encoder.Label(place, part.Label).Bind(label => encoder.Words(place, Words[part.First..part.End], label))
        );

    private static Piece Kind(ReadOnlySpan<char> text, Piece before) =>
        text switch
        {
            "(" => Piece.Open,
            ")" => Piece.Close,
            _ => before == Piece.Open ? Piece.Label : Piece.Word,
        };

    private static bool Follows(Piece piece, Piece before) =>
        before switch
        {
            Piece.Start => piece == Piece.Open,
            Piece.Open => piece == Piece.Label,
            Piece.Label => piece is Piece.Open or Piece.Word,
            Piece.Word => piece == Piece.Close,
            _ => piece is Piece.Open or Piece.Close,
        };

    private static string Expected(Piece before, bool whole) =>
        before switch
        {
            Piece.Start => "(",
            Piece.Open => "a label",
            Piece.Label => "a word or (",
            Piece.Word => ")",
            _ => whole ? "the end of the line" : "( or )",
        };

    private static string Shortened(ReadOnlySpan<char> text) => text.Length > 20 ? $"{text[..20]}…" : text.ToString();

    // Words may hold any other blank: the treebank has some of two words, with a no-break space.
    [GeneratedRegex(@"[()]|[^ \t()]+")]
    private static partial Regex Pieces();

    private enum Piece
    {
        Start,
        Open,
        Label,
        Word,
        Close,
    }

    /// <summary>A part: its label, its first word and the one after its last.</summary>
    internal sealed record Part(string Label, int First, int End);
}
