using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>Splits a text into words, each of which the model makes pieces of.</summary>
internal delegate IEnumerable<ImmutableArray<Sign>> PreTokenizer(ImmutableArray<Sign> text);

/// <summary>The pre-tokenizers of <c>tokenizer.json</c>.</summary>
internal static class PreTokenizers
{
    private const string Type = "type";
    private const string Removed = "Removed";
    private const string Isolated = "Isolated";

    private static readonly Pattern Blanks = Patterns.OfEach(sign => sign.IsBlank);

    /// <summary>The pre-tokenizer of a file, under <c>pre_tokenizer</c>; none leaves the text whole.</summary>
    /// <exception cref="FaultException">It is of a kind, or has a setting, that is not done.</exception>
    public static PreTokenizer Of(Setting step)
    {
        switch (step.Kind)
        {
            case "Sequence":
                ImmutableArray<PreTokenizer> steps =
                [
                    .. step.Only(Type, "pretokenizers").Each("pretokenizers").Select(Of),
                ];
                return text =>
                    steps.Aggregate<PreTokenizer, IEnumerable<ImmutableArray<Sign>>>(
                        [text],
                        (parts, split) => parts.SelectMany(part => split(part))
                    );
            case "Whitespace":
                step.Only(Type);
                var runs = Patterns.OfRuns(sign =>
                    sign.IsBlank ? -1
                    : Signs.IsOfWord(sign.Rune) ? 1
                    : 0
                );
                return text => Patterns.Parts(text, runs).Where(part => part.IsMatch).Select(part => part.Signs);
            case "WhitespaceSplit":
                step.Only(Type);
                return Split(Blanks, Removed, step);
            case "BertPreTokenizer":
                step.Only(Type);
                var words = Split(Blanks, Removed, step);
                var signs = Split(Patterns.OfEach(sign => Signs.IsPunctuationOrSign(sign.Rune)), Isolated, step);
                return text => words(text).SelectMany(word => signs(word));
            case "Punctuation":
                step.Only(Type, "behavior");
                return Split(
                    Patterns.OfEach(sign => Signs.IsPunctuationOrSign(sign.Rune)),
                    step.Text("behavior", Isolated),
                    step
                );
            case "Digits":
                step.Only(Type, "individual_digits");
                return Split(
                    step.Truth("individual_digits", false)
                        ? Patterns.OfEach(sign => Signs.IsNumber(sign.Rune))
                        : Patterns.OfRuns(sign => Signs.IsNumber(sign.Rune) ? 0 : -1),
                    Isolated,
                    step
                );
            case "CharDelimiterSplit":
                step.Only(Type, "delimiter");
                var delimiter = step.Text("delimiter");
                return Split(Patterns.OfEach(sign => sign.Rune.ToString() == delimiter), Removed, step);
            case "Split":
                step.Only(Type, "pattern", "behavior", "invert");
                var pattern = Patterns.Of(step.At("pattern"));
                return Split(step.Truth("invert", false) ? Between(pattern) : pattern, step.Text("behavior"), step);
            case "Metaspace":
                return Metaspace(
                    step.Only(Type, "replacement", "prepend_scheme", "add_prefix_space", "split", "str_rep")
                );
            case "ByteLevel":
                return ByteLevel.Of(step.Only(Type, "add_prefix_space", "trim_offsets", "use_regex"));
            default:
                throw step.NotDone(Type);
        }
    }

    private static Pattern Between(Pattern pattern) =>
        text =>
        {
            var (between, at) = (new List<(int, int)>(), 0);
            foreach (var (first, end) in pattern(text).Append((text.Length, text.Length)))
            {
                if (first > at)
                    between.Add((at, first));
                at = end;
            }

            return between;
        };

    private static PreTokenizer Split(Pattern pattern, string behaviour, Setting step)
    {
        IEnumerable<Part> Parts(ImmutableArray<Sign> text) => Patterns.Parts(text, pattern);
        return behaviour switch
        {
            Removed => text => Parts(text).Where(part => !part.IsMatch).Select(part => part.Signs),
            Isolated => text => Parts(text).Select(part => part.Signs),
            "Contiguous" => text => Joined(Parts(text), (before, part) => before.IsMatch == part.IsMatch),
            "MergedWithPrevious" => text => Joined(Parts(text), (before, part) => !before.IsMatch && part.IsMatch),
            "MergedWithNext" => text => Joined(Parts(text), (before, part) => before.IsMatch && !part.IsMatch),
            _ => throw step.NotDone("behavior"),
        };
    }

    private static IEnumerable<ImmutableArray<Sign>> Joined(IEnumerable<Part> parts, Func<Part, Part, bool> isJoined)
    {
        var whole = ImmutableArray<Sign>.Empty;
        Part? before = null;
        foreach (var part in parts)
        {
            if (before is { } last && !isJoined(last, part))
            {
                yield return whole;
                whole = [];
            }

            whole = whole.AddRange(part.Signs);
            before = part;
        }

        if (!whole.IsEmpty)
            yield return whole;
    }

    // A blank is written as a sign of its own, which begins a word.
    private static PreTokenizer Metaspace(Setting step)
    {
        var blank = step.Text("replacement", "▁");
        if (blank.EnumerateRunes().Count() != 1 || (step.Has("str_rep") && step.Text("str_rep") != blank))
            throw step.NotDone(step.Has("str_rep") ? "str_rep" : "replacement");
        var mark = blank.EnumerateRunes().First();
        var scheme = step.Text("prepend_scheme", step.Truth("add_prefix_space", true) ? "always" : "never");
        Func<Sign, bool> isPrepended = scheme switch
        {
            "always" => _ => true,
            "first" => sign => sign.First == 0,
            "never" => _ => false,
            _ => throw step.NotDone("prepend_scheme"),
        };
        var split = step.Truth("split", true)
            ? Split(Patterns.OfEach(sign => sign.Rune == mark), "MergedWithNext", step)
            : text => [text];
        return text =>
        {
            ImmutableArray<Sign> marked =
            [
                .. text.Select(sign => sign.Rune.Value == ' ' ? sign with { Rune = mark } : sign),
            ];
            return split(
                !marked.IsEmpty && marked[0].Rune != mark && isPrepended(marked[0])
                    ? marked.Insert(0, new Sign(mark, marked[0].First, marked[0].First))
                    : marked
            );
        };
    }
}
