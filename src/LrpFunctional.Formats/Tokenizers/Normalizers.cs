using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>Turns a text into the characters that the pieces are made of.</summary>
internal delegate ImmutableArray<Sign> Normalizer(ImmutableArray<Sign> text);

/// <summary>The normalizers of <c>tokenizer.json</c>.</summary>
internal static class Normalizers
{
    private const string Type = "type";

    /// <summary>The normalizer of a file, under <c>normalizer</c>; none leaves the text as it is.</summary>
    /// <exception cref="FaultException">It is of a kind, or has a setting, that is not done.</exception>
    public static Normalizer Of(Setting step) =>
        step.Kind switch
        {
            "Sequence" => InOrder([.. step.Only(Type, "normalizers").Each("normalizers").Select(Of)]),
            "Lowercase" => Plain(step, Lower),
            "NFC" => Plain(step, Decompositions.Nfc),
            "NFD" => Plain(step, Decompositions.Nfd),
            "NFKC" => Plain(step, Decompositions.Nfkc),
            "NFKD" => Plain(step, Decompositions.Nfkd),
            "StripAccents" => Plain(step, text => [.. text.Where(sign => !Signs.IsMark(sign.Rune))]),
            "Strip" => Strip(step.Only(Type, "strip_left", "strip_right")),
            "Prepend" => Prepend(step.Only(Type, "prepend").Text("prepend")),
            "Replace" => Replace(step.Only(Type, "pattern", "content")),
            "BertNormalizer" => Bert(
                step.Only(Type, "clean_text", "handle_chinese_chars", "strip_accents", "lowercase")
            ),
            _ => throw step.NotDone(Type),
        };

    private static Normalizer Plain(Setting step, Normalizer normalizer)
    {
        step.Only(Type);
        return normalizer;
    }

    private static Normalizer InOrder(ImmutableArray<Normalizer> steps) =>
        text => steps.Aggregate(text, (so, step) => step(so));

    private static ImmutableArray<Sign> Lower(ImmutableArray<Sign> text) => [.. text.SelectMany(Signs.Lower)];

    private static Normalizer Strip(Setting step)
    {
        var (left, right) = (step.Truth("strip_left", true), step.Truth("strip_right", true));
        return text =>
        {
            var first = left ? text.TakeWhile(sign => sign.IsBlank).Count() : 0;
            var kept = text[first..];
            return right ? kept[..^kept.Reverse().TakeWhile(sign => sign.IsBlank).Count()] : kept;
        };
    }

    private static Normalizer Prepend(string added) =>
        text => text.IsEmpty ? text : [.. text[0].Before(added), .. text];

    private static Normalizer Replace(Setting step)
    {
        var pattern = Patterns.Of(step.At("pattern"));
        var content = step.Text("content");
        return text =>
            [
                .. Patterns
                    .Parts(text, pattern)
                    .SelectMany(part =>
                        part.IsMatch
                            ? content
                                .EnumerateRunes()
                                .Select(rune => new Sign(rune, part.Signs[0].First, part.Signs[^1].End))
                            : part.Signs
                    ),
            ];
    }

    // In the order of BERT: what cannot be seen, Chinese characters, accents, case.
    private static Normalizer Bert(Setting step)
    {
        var lower = step.Truth("lowercase", true);
        ImmutableArray<(bool IsDone, Normalizer Step)> steps =
        [
            (step.Truth("clean_text", true), Clean),
            (step.Truth("handle_chinese_chars", true), Apart),
            (
                step.Truth("strip_accents", lower),
                text => [.. Decompositions.Nfd(text).Where(sign => !Signs.IsNonspacingMark(sign.Rune))]
            ),
            (lower, Lower),
        ];
        return InOrder([.. steps.Where(one => one.IsDone).Select(one => one.Step)]);
    }

    private static ImmutableArray<Sign> Clean(ImmutableArray<Sign> text) =>
        [
            .. text.Where(sign =>
                    sign.Rune.Value is '\t' or '\n' or '\r'
                    || (sign.Rune.Value is not (0 or 0xFFFD) && !Signs.IsOther(sign.Rune))
                )
                .Select(sign => sign.IsBlank ? sign with { Rune = new Rune(' ') } : sign),
        ];

    private static ImmutableArray<Sign> Apart(ImmutableArray<Sign> text)
    {
        var blank = new Rune(' ');
        return
        [
            .. text.SelectMany(sign =>
                (IEnumerable<Sign>)(
                    Signs.IsChinese(sign.Rune) ? [sign with { Rune = blank }, sign, sign with { Rune = blank }] : [sign]
                )
            ),
        ];
    }
}
