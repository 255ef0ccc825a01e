using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// Lower case as Python's <c>str.lower()</c> has it, which vocabularies are made by: that of Unicode without a
/// language, where <c>İ</c> turns into i and a dot above,
/// and <c>Σ</c> into <c>ς</c> at the end of a word.
/// </summary>
internal static class LowerCase
{
    private const char DottedI = 'İ';
    private const char Sigma = 'Σ';

    // Word_Break is MidLetter, MidNumLet or Single_Quote.
    private const string WithinWords = "'.:·\u0387\u055f\u05f4‘’\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

    public static string Of(string text) =>
        text.AsSpan().ContainsAny(DottedI, Sigma) ? Special(text).ToLowerInvariant() : text.ToLowerInvariant();

    /// <summary>
    /// The unit of the text that each unit of its lower case comes from, and the text's end for the end; İ is the only
    /// letter that turns into two.
    /// </summary>
    public static ImmutableArray<int> Origins(string text) =>
        [
            .. text.Index().SelectMany(letter => Enumerable.Repeat(letter.Index, letter.Item == DottedI ? 2 : 1)),
            text.Length,
        ];

    private static string Special(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var (at, letter) in text.Index())
        {
            if (letter == DottedI)
                lower.Append("i\u0307");
            else if (letter == Sigma)
                lower.Append(IsFinal(text, at) ? 'ς' : 'σ');
            else
                lower.Append(letter);
        }

        return lower.ToString();
    }

    // Final_Sigma of Unicode: after a letter with a case and before none, whatever has no case of its own between them.
    private static bool IsFinal(string text, int at) =>
        EndsInCased(text.AsSpan(0, at)) && !BeginsWithCased(text.AsSpan(at + 1));

    private static bool EndsInCased(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeLastFromUtf16(text, out var letter, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (!IsIgnorable(letter))
                return IsCased(letter);
            text = text[..^length];
        }

        return false;
    }

    private static bool BeginsWithCased(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out var letter, out var length) == System.Buffers.OperationStatus.Done)
        {
            if (!IsIgnorable(letter))
                return IsCased(letter);
            text = text[length..];
        }

        return false;
    }

    private static bool IsIgnorable(Rune letter) =>
        (letter.IsBmp && WithinWords.Contains((char)letter.Value))
        || Rune.GetUnicodeCategory(letter)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.ModifierSymbol;

    // Letters, and what Unicode calls Other_Uppercase and Other_Lowercase besides.
    private static bool IsCased(Rune letter) =>
        Rune.GetUnicodeCategory(letter)
            is UnicodeCategory.LowercaseLetter
                or UnicodeCategory.UppercaseLetter
                or UnicodeCategory.TitlecaseLetter
        || letter.Value
            is 0xaa
                or 0xba
                or (>= 0x2160 and <= 0x217f)
                or (>= 0x24b6 and <= 0x24e9)
                or (>= 0x1f130 and <= 0x1f149)
                or (>= 0x1f150 and <= 0x1f169)
                or (>= 0x1f170 and <= 0x1f189);
}
