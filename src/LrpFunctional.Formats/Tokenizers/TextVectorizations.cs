using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using LanguageExt;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>
/// The list that Keras' <c>TextVectorization.get_vocabulary()</c> gives: the empty word of the padding, [UNK], and the
/// words by their ids. Text is split as that layer does unless told otherwise: <c>lower_and_strip_punctuation</c>, then
/// <c>whitespace</c>.
/// </summary>
internal static class TextVectorizations
{
    private const string Unknown = "[UNK]";

    // TensorFlow's lower case and blanks are those of ASCII, where no encoding is named.
    private const string Punctuation = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";
    private const string Blanks = " \t\n\v\f\r";

    /// <summary>How such a list begins.</summary>
    public static ImmutableArray<string> Begin { get; } = ["", Unknown];

    /// <summary>Whether a text is such a list, a word a line.</summary>
    public static bool Is(string text) => IsWhole([.. Lines(text)]);

    /// <summary>Whether words begin as such a list does.</summary>
    public static bool IsWhole(ImmutableArray<string> words) => words is ["", Unknown, ..];

    /// <summary>The words of a text that is such a list.</summary>
    public static ImmutableArray<string> Words(string text) => [.. Lines(text)];

    /// <summary>The tokenizer of a list.</summary>
    /// <exception cref="FaultException">It does not begin as such a list does, or a word is there twice.</exception>
    public static Tokenizer Of(string path, ImmutableArray<string> words, ReadingLimits limits)
    {
        if (words is not ["", Unknown, ..])
            throw Refused(path, $"its first words are {Named(words)}, where \"\" and \"{Unknown}\" are expected");
        var repeated = words.Index().GroupBy(word => word.Item).FirstOrDefault(same => same.Skip(1).Any());
        if (repeated is not null)
            throw Refused(
                path,
                $"the word \"{Printable.Cut(repeated.Key, 100)}\" has the ids "
                    + $"{string.Join(" and ", repeated.Take(2).Select(word => word.Index))}"
            );
        var ids = words.Index().Skip(1).ToFrozenDictionary(word => word.Item, word => word.Index);
        return new Tokenizer(
            $"TextVectorization of Keras in {path}: lower_and_strip_punctuation, whitespace",
            [.. words.Select((word, id) => (word, id))],
            Unknown,
            (place, text) => KerasTokenizers.Pieces(place, Split(text), ids, leavesOut: false, limits)
        );
    }

    private static IEnumerable<ImmutableArray<Sign>> Split(string text)
    {
        var between = Patterns.OfEach(sign => IsOne(sign, Blanks));
        ImmutableArray<Sign> standard =
        [
            .. Sign.Of(text)
                .Where(sign => !IsOne(sign, Punctuation))
                .Select(sign => sign.Rune.Value is >= 'A' and <= 'Z' ? sign with { Rune = Lower(sign.Rune) } : sign),
        ];
        return Patterns.Parts(standard, between).Where(part => !part.IsMatch).Select(part => part.Signs);
    }

    private static Rune Lower(Rune letter) => new(letter.Value - 'A' + 'a');

    private static bool IsOne(Sign sign, string signs) => sign.Rune.IsAscii && signs.Contains((char)sign.Rune.Value);

    private static string[] Lines(string text) =>
        [.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(word => word.TrimEnd('\r'))];

    private static string Named(ImmutableArray<string> words) =>
        words.IsEmpty ? "none" : string.Join(" and ", words.Take(2).Select(word => $"\"{Printable.Cut(word, 100)}\""));

    private static FaultException Refused(string path, string problem) =>
        new(new Fault(path, problem, "write get_vocabulary() of a layer with output_mode int, a word a line"));
}
