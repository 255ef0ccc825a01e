using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>
/// Unicode's normalisation forms NFC, NFD, NFKC and NFKD, which .NET has only with the data of a system's cultures.
/// </summary>
internal static class Decompositions
{
    private const string Resource = "LrpFunctional.Formats.Tokenizers.Decompositions.txt";

    // Hangul syllables are computed: a leading consonant, a vowel and maybe a trailing consonant.
    private const int Syllables = 0xAC00;
    private const int Leading = 0x1100;
    private const int Vowels = 0x1161;
    private const int Trailing = 0x11A7;
    private const int LeadingCount = 19;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = LeadingCount * VowelCount * TrailingCount;

    private static readonly Lazy<FrozenDictionary<int, Entry>> Entries = new(Read);
    private static readonly Lazy<FrozenDictionary<(int, int), int>> Pairs = new(Composing);

    /// <summary>The canonical decomposition.</summary>
    public static ImmutableArray<Sign> Nfd(ImmutableArray<Sign> text) => Decomposed(text, entry => entry.Canonical);

    /// <summary>The decomposition that takes compatible characters for the same.</summary>
    public static ImmutableArray<Sign> Nfkd(ImmutableArray<Sign> text) => Decomposed(text, entry => entry.Compatible);

    /// <summary>The canonical composition.</summary>
    public static ImmutableArray<Sign> Nfc(ImmutableArray<Sign> text) => Composed(Nfd(text));

    /// <summary>The composition that takes compatible characters for the same.</summary>
    public static ImmutableArray<Sign> Nfkc(ImmutableArray<Sign> text) => Composed(Nfkd(text));

    private static ImmutableArray<Sign> Decomposed(
        ImmutableArray<Sign> text,
        Func<Entry, ImmutableArray<Rune>> decomposition
    )
    {
        if (IsAscii(text))
            return text;
        var signs = text.SelectMany(sign => Runes(sign.Rune, decomposition).Select(rune => sign with { Rune = rune }))
            .ToArray();
        // Marks are in the order of their classes, each run between starters for itself.
        for (var at = 0; at < signs.Length; at++)
        {
            var first = at;
            while (at < signs.Length && Class(signs[at].Rune) != 0)
                at++;
            if (at - first > 1)
                signs[first..at].OrderBy(sign => Class(sign.Rune)).ToArray().CopyTo(signs, first);
        }

        return [.. signs];
    }

    private static ImmutableArray<Rune> Runes(Rune rune, Func<Entry, ImmutableArray<Rune>> decomposition)
    {
        var syllable = rune.Value - Syllables;
        if (syllable is < 0 or >= SyllableCount)
            return Entries.Value.TryGetValue(rune.Value, out var entry) ? decomposition(entry) : [rune];
        var trailing = syllable % TrailingCount;
        ImmutableArray<Rune> parts =
        [
            new(Leading + (syllable / (VowelCount * TrailingCount))),
            new(Vowels + (syllable % (VowelCount * TrailingCount) / TrailingCount)),
        ];
        return trailing == 0 ? parts : parts.Add(new Rune(Trailing + trailing));
    }

    private static ImmutableArray<Sign> Composed(ImmutableArray<Sign> text)
    {
        if (IsAscii(text))
            return text;
        var signs = new List<Sign>(text.Length);
        var (starter, last) = (-1, 0);
        foreach (var sign in text)
        {
            var rank = Class(sign.Rune);
            // Between a starter and what composes with it stands nothing of its own class or above.
            var isNext = starter == signs.Count - 1;
            if (starter >= 0 && (isNext || last < rank) && Composition(signs[starter].Rune, sign.Rune) is { } whole)
            {
                var (before, first) = (signs[starter], Math.Min(signs[starter].First, sign.First));
                signs[starter] = new Sign(whole, first, Math.Max(before.End, sign.End));
                continue;
            }

            if (rank == 0)
                starter = signs.Count;
            last = rank;
            signs.Add(sign);
        }

        return [.. signs];
    }

    private static Rune? Composition(Rune first, Rune second)
    {
        var (a, b) = (first.Value, second.Value);
        if (a is >= Leading and < Leading + LeadingCount && b is >= Vowels and < Vowels + VowelCount)
            return new Rune(Syllables + ((((a - Leading) * VowelCount) + b - Vowels) * TrailingCount));
        if (
            a is >= Syllables and < Syllables + SyllableCount
            && (a - Syllables) % TrailingCount == 0
            && b is > Trailing and < Trailing + TrailingCount
        )
            return new Rune(a + b - Trailing);
        return Pairs.Value.TryGetValue((a, b), out var whole) ? new Rune(whole) : null;
    }

    private static int Class(Rune rune) => Entries.Value.TryGetValue(rune.Value, out var entry) ? entry.Class : 0;

    private static bool IsAscii(ImmutableArray<Sign> text) => text.All(sign => sign.Rune.IsAscii);

    private static FrozenDictionary<int, Entry> Read()
    {
        using var reader = new StreamReader(typeof(Decompositions).Assembly.GetManifestResourceStream(Resource)!);
        return reader
            .ReadToEnd()
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse)
            .ToFrozenDictionary(entry => entry.Code);
    }

    private static Entry Parse(string line)
    {
        var fields = line.Split(';');
        var code = Hexadecimal(fields[0]);
        string Field(int at) => at < fields.Length ? fields[at] : "";
        ImmutableArray<Rune> Runes(string codes, ImmutableArray<Rune> otherwise) =>
            codes.Length == 0 ? otherwise : [.. codes.Split(' ').Select(one => new Rune(Hexadecimal(one)))];
        var canonical = Runes(Field(2), [new Rune(code)]);
        return new Entry(
            code,
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            canonical,
            Runes(Field(3), canonical),
            Field(4).Length > 0
        );
    }

    // What composes last into a character is its last mark with what all before it compose into.
    private static FrozenDictionary<(int, int), int> Composing()
    {
        var composing = Entries.Value.Values.Where(entry => entry.Composes).ToImmutableArray();
        var wholes = composing.ToDictionary(entry => Key(entry.Canonical), entry => entry.Code);
        return composing.ToFrozenDictionary(
            entry =>
                (
                    entry.Canonical.Length == 2 ? entry.Canonical[0].Value : wholes[Key(entry.Canonical[..^1])],
                    entry.Canonical[^1].Value
                ),
            entry => entry.Code
        );
    }

    private static string Key(ImmutableArray<Rune> runes) => string.Concat(runes.Select(rune => rune.ToString()));

    private static int Hexadecimal(string text) =>
        int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Entry(
        int Code,
        int Class,
        ImmutableArray<Rune> Canonical,
        ImmutableArray<Rune> Compatible,
        bool Composes
    );
}
