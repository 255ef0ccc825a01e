using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>
/// The pre-tokenizer of GPT-2: words with the blank before them, each byte of UTF-8 written as a character of its own.
/// </summary>
internal static class ByteLevel
{
    // What can be seen of Latin-1 stands for itself; the other bytes are counted up from U+0100.
    private static readonly ImmutableArray<Rune> Alphabet = Letters();

    // Contractions that are words of their own, in the order in which they are tried.
    private static readonly ImmutableArray<string> Endings = ["s", "t", "re", "ve", "m", "ll", "d"];

    /// <summary>The pre-tokenizer with these settings.</summary>
    public static PreTokenizer Of(Setting step)
    {
        var (isPrefixed, isSplit) = (step.Truth("add_prefix_space", true), step.Truth("use_regex", true));
        // Whether offsets are trimmed changes no piece.
        _ = step.Truth("trim_offsets", true);
        return text =>
        {
            var prefixed = isPrefixed && !text.IsEmpty && !text[0].IsBlank ? [.. text[0].Before(" "), .. text] : text;
            return (isSplit ? Words(prefixed) : [prefixed]).Select(Bytes);
        };
    }

    private static ImmutableArray<Sign> Bytes(ImmutableArray<Sign> word)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>(word.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var sign in word)
        foreach (var one in bytes[..sign.Rune.EncodeToUtf8(bytes)])
            signs.Add(sign with { Rune = Alphabet[one] });
        return signs.ToImmutable();
    }

    // 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    private static IEnumerable<ImmutableArray<Sign>> Words(ImmutableArray<Sign> text)
    {
        for (var at = 0; at < text.Length; )
        {
            var first = at;
            at = End(text, at);
            yield return text[first..at];
        }
    }

    private static int End(ImmutableArray<Sign> text, int at)
    {
        if (text[at].Rune.Value == '\'')
        {
            foreach (var ending in Endings)
                if (
                    at + ending.Length < text.Length
                    && ending.Index().All(one => text[at + 1 + one.Index].Rune.Value == one.Item)
                )
                    return at + 1 + ending.Length;
        }

        var from = text[at].Rune.Value == ' ' && at + 1 < text.Length && !text[at + 1].IsBlank ? at + 1 : at;
        var (kind, end) = (Kind(text[from]), from);
        while (end < text.Length && Kind(text[end]) == kind)
            end++;
        // The last blank goes with the word behind it.
        return kind == 0 && end < text.Length && end - at > 1 ? end - 1 : end;
    }

    private static int Kind(Sign sign) =>
        sign.IsBlank ? 0
        : Rune.IsLetter(sign.Rune) ? 1
        : Signs.IsNumber(sign.Rune) ? 2
        : 3;

    private static ImmutableArray<Rune> Letters()
    {
        var hidden = 0;
        return
        [
            .. Enumerable
                .Range(0, 256)
                .Select(one => new Rune(
                    one is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? one : 256 + hidden++
                )),
        ];
    }
}
