using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace LrpFunctional.Tests.Reference;

/// <summary>
/// The words of the Penn Treebank by plain recursion, which copies what is left of a word at each step.
/// </summary>
internal static partial class LiteralTreebankWords
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

    public static ImmutableArray<string> Split(string text) =>
        [.. Piece().Matches(text.Replace('’', '\'').Replace('‘', '`')).SelectMany(match => Words(match, text))];

    private static IEnumerable<string> Words(Match piece, string text)
    {
        if (piece.Value == "\"")
            return
            [
                piece.Index == 0 || char.IsWhiteSpace(text[piece.Index - 1]) || "([{".Contains(text[piece.Index - 1])
                    ? "``"
                    : "''",
            ];
        if (piece.Groups["word"].Success)
            return Clitics(
                Escaped().Replace(piece.Value, @"\$0"),
                text[(piece.Index + piece.Length)..].Trim().Length == 0
            );
        if (piece.Value.StartsWith("...", StringComparison.Ordinal))
            return ["..."];
        return [Symbols.GetValueOrDefault(piece.Value, piece.Value)];
    }

    private static IEnumerable<string> Clitics(string word, bool last)
    {
        if (Alone().IsMatch(word))
            return [word];
        if (word.Equals("cannot", StringComparison.OrdinalIgnoreCase))
            return [word[..3], word[3..]];
        if (word.StartsWith('\''))
            return Clitics(word[1..], last).Prepend("`");
        if (word.EndsWith('\''))
            return Clitics(word[..^1], last).Append("'");
        if (EndsSentence(word, last))
            return Clitics(word[..^1], last: false).Append(".");
        var ending = Ending().Match(word);
        return ending.Success ? Clitics(word[..ending.Index], last: false).Append(ending.Value) : [word];
    }

    // Abbreviations keep their period; initials do too, but for the last word of a text: "j. smith", "so do i .".
    private static bool EndsSentence(string word, bool last) =>
        word.EndsWith('.')
        && !Abbreviations.Contains(word.ToLowerInvariant())
        && (Number().IsMatch(word) || (!word[..^1].Contains('.') && (last || word.Length > 2)));

    [GeneratedRegex(
        """\.\.+|--+|``|''|-[lr][rsc]b-|["“”()\[\]{}—–…;!?@#$%&`]|(?<![0-9])[,:]|[,:](?![0-9])|(?<word>(?:(?!\.\.|--|'')[^\s"“”()\[\]{}—–…;!?@#$%&`,:]|(?<=[0-9])[,:](?=[0-9]))+)""",
        RegexOptions.IgnoreCase
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
