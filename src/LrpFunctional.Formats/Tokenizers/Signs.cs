using System.Globalization;
using System.Text;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>What kinds of characters there are, as the library of tokenizers has them.</summary>
internal static class Signs
{
    // Blocks of Chinese characters, those of BERT.
    private static readonly (int First, int Last)[] Chinese =
    [
        (0x4E00, 0x9FFF),
        (0x3400, 0x4DBF),
        (0x20000, 0x2A6DF),
        (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F),
        (0x2B920, 0x2CEAF),
        (0xF900, 0xFAFF),
        (0x2F800, 0x2FA1F),
    ];

    /// <summary>Whether Unicode's general category is a punctuation's.</summary>
    public static bool IsPunctuation(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation;

    /// <summary>Whether it is a punctuation, or any other sign of ASCII that is no letter, digit or blank.</summary>
    public static bool IsPunctuationOrSign(Rune rune) =>
        IsPunctuation(rune)
        || (rune.IsAscii && rune.Value > ' ' && rune.Value < 127 && !char.IsAsciiLetterOrDigit((char)rune.Value));

    /// <summary>Whether it is a control character, unassigned or private.</summary>
    public static bool IsOther(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate;

    /// <summary>Whether it is a mark of any kind.</summary>
    public static bool IsMark(Rune rune) =>
        IsNonspacingMark(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Whether it is a mark that takes no room.</summary>
    public static bool IsNonspacingMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;

    /// <summary>Whether it is a number of any kind: a digit, a letter-number, a fraction.</summary>
    public static bool IsNumber(Rune rune) => Rune.IsNumber(rune);

    /// <summary>Whether it is part of a word: a letter, mark, decimal digit, number of letters, or connector.</summary>
    public static bool IsOfWord(Rune rune) =>
        Rune.IsLetter(rune)
        || IsMark(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.ConnectorPunctuation
        || rune.Value
            is 0x200C
                or 0x200D
                or (>= 0x24B6 and <= 0x24E9)
                or (>= 0x1F130 and <= 0x1F149)
                or (>= 0x1F150 and <= 0x1F169)
                or (>= 0x1F170 and <= 0x1F189);

    /// <summary>Whether it is a Chinese character.</summary>
    public static bool IsChinese(Rune rune) =>
        Chinese.Any(block => rune.Value >= block.First && rune.Value <= block.Last);

    /// <summary>The character in lower case, each for itself; only <c>İ</c> becomes two.</summary>
    public static IEnumerable<Sign> Lower(Sign sign) =>
        sign.Rune.Value == 'İ'
            ? [sign with { Rune = new Rune('i') }, sign with { Rune = new Rune('\u0307') }]
            : [sign with { Rune = Rune.ToLowerInvariant(sign.Rune) }];
}
