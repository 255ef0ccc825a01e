using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// Splits English text into words as the Penn Treebank and the Stanford Sentiment Treebank do: punctuation and clitics
/// stand alone (<c>does n't</c>, <c>it 's</c>), brackets read <c>-lrb-</c> and <c>-rrb-</c>, quotes <c>``</c> and
/// <c>''</c>. Words that are split already stay as they are.
/// </summary>
internal static partial class PennTreebankWords
{
    private static readonly ImmutableDictionary<string, string> Symbols = new Dictionary<string, string>
    {
        ["("] = "-lrb-",
        [")"] = "-rrb-",
        ["["] = "-lsb-",
        ["]"] = "-rsb-",
        ["{"] = "-lcb-",
        ["}"] = "-rcb-",
        ["—"] = "--",
        ["–"] = "--",
        ["…"] = "...",
        ["“"] = "``",
        ["”"] = "''",
    }.ToImmutableDictionary();

    private static readonly ImmutableHashSet<string> Abbreviations =
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "st.",
        "jr.",
        "sr.",
        "vs.",
        "etc.",
        "co.",
        "inc.",
    ];

    // A clitic and what it stands behind.
    private const int LongestEnding = 4;

    public static ImmutableArray<FoundWord> Split(string text)
    {
        var plain = text.Replace('’', '\'').Replace('‘', '`');
        var end = plain.AsSpan().TrimEnd().Length;
        return [.. Piece().Matches(plain).SelectMany(piece => Placed(piece, Words(piece, plain, end)))];
    }

    // The words of a piece follow one another in it; one alone is all of it, however it is spelled.
    private static IEnumerable<FoundWord> Placed(Match piece, ImmutableArray<string> words)
    {
        var at = piece.Index;
        foreach (var (number, word) in words.Index())
        {
            var (first, end) = (at, piece.Index + piece.Length);
            if (number < words.Length - 1)
                end = at + Length(word, piece.ValueSpan[(at - piece.Index)..]);
            at = end;
            yield return new FoundWord(word, new TextSpan(first, end));
        }
    }

    // How much of a text a word takes that may have backslashes of its own.
    private static int Length(string word, ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var letter in word)
            if (letter != '\\' || text[length] == letter)
                length++;
        return length;
    }

    private static ImmutableArray<string> Words(Match piece, string text, int end)
    {
        if (piece.Groups["word"].Success)
            return Clitics(Escaped().Replace(piece.Value, @"\$0"), piece.Index + piece.Length == end);
        if (piece.Value == "\"")
            return [Opens(text.AsSpan(0, piece.Index)) ? "``" : "''"];
        if (piece.Value.StartsWith("...", StringComparison.Ordinal))
            return ["..."];
        return [Symbols.GetValueOrDefault(piece.Value, piece.Value)];
    }

    private static bool Opens(ReadOnlySpan<char> before) =>
        before.IsEmpty || char.IsWhiteSpace(before[^1]) || "([{".Contains(before[^1]);

    // Clitics come off the end one by one, so that what is left is looked at where it ends and never copied.
    private static ImmutableArray<string> Clitics(string word, bool last)
    {
        var (quotes, endings) = (ImmutableArray<string>.Empty, ImmutableStack<string>.Empty);
        var rest = word.AsSpan();
        while (true)
        {
            if (Alone().IsMatch(rest))
                return [.. quotes, rest.ToString(), .. endings];
            if (rest.Equals("cannot", StringComparison.OrdinalIgnoreCase))
                return [.. quotes, rest[..3].ToString(), rest[3..].ToString(), .. endings];
            if (rest.StartsWith('\''))
            {
                quotes = quotes.Add("`");
                rest = rest[1..];
                continue;
            }

            var ending = rest.EndsWith('\'') || EndsSentence(rest, last) ? 1 : LengthOfClitic(rest);
            if (ending == 0)
                return [.. quotes, rest.ToString(), .. endings];
            last &= rest.EndsWith('\'');
            endings = endings.Push(rest[^ending..].ToString());
            rest = rest[..^ending];
        }
    }

    // Abbreviations keep their period; initials do too, but for the last word of a text: "j. smith", "so do i .".
    private static bool EndsSentence(ReadOnlySpan<char> word, bool last) =>
        word.EndsWith('.')
        && !IsAbbreviation(word)
        && (Number().IsMatch(word) || (!word[..^1].Contains('.') && (last || word.Length > 2)));

    private static bool IsAbbreviation(ReadOnlySpan<char> word) =>
        Abbreviations.Contains(word.ToString().ToLowerInvariant());

    private static int LengthOfClitic(ReadOnlySpan<char> word)
    {
        foreach (var ending in Ending().EnumerateMatches(word[Math.Max(0, word.Length - LongestEnding)..]))
            return ending.Length;
        return 0;
    }

    // Most of a word is one run: what needs a look ahead or back is taken letter by letter, and nothing is given back.
    [GeneratedRegex(
        """
            \.\.+|--+|``|''|-[lr][rsc]b-|["“”()\[\]{}—–…;!?@#$%&`]|(?<![0-9])[,:]|[,:](?![0-9])
            |(?<word>(?>[^\s"“”()\[\]{}—–…;!?@#$%&`,:.\-']+|(?!\.\.|--|'')[.\-']|(?<=[0-9])[,:](?=[0-9]))+)
            """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Piece();

    // The treebank writes a slash or star within a word with a backslash before it.
    [GeneratedRegex(@"(?<!\\)[/*]")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"^[0-9]+(?:[.,][0-9]+)*\.$")]
    private static partial Regex Number();

    // Words that begin or end with an apostrophe or period of their own.
    [GeneratedRegex("""^(?:'|\.|'(?:s|m|d|re|ve|ll|t|em|n'?|til|cause|[0-9]+s?)|n't)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Alone();

    [GeneratedRegex("""(?<=.)(?:n't|'(?:s|m|d|re|ve|ll))$""", RegexOptions.IgnoreCase)]
    private static partial Regex Ending();
}
