using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// Sentences in the reference program's format, one a line: <c>label⇥w1 | w2 | …</c>, labels counted from 1; label and
/// tab may be left out.
/// </summary>
public static class SentenceFile
{
    private const string Separator = " | ";

    /// <summary>The sentences, read one by one as they are asked for.</summary>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="reader">The text; see <see cref="Open"/>.</param>
    /// <param name="network">The network that will read them.</param>
    /// <param name="unknownWord">What is done about a word that its vocabulary lacks.</param>
    /// <exception cref="FaultException">While reading: a line is not of the format, a word is refused, or there is no
    /// line at all.</exception>
    public static IEnumerable<Sentence> Read(
        string source,
        TextReader reader,
        RecurrentNetwork network,
        UnknownWord unknownWord
    ) =>
        Located.Checked(
            source,
            Records(
                TextLines.Of(source, reader).Kept(),
                new SentenceEncoder(network, Tokenisation.Blanks, unknownWord)
            ),
            (_, sentence) => sentence
        );

    /// <summary>A reader of UTF-8 text that refuses other bytes.</summary>
    public static TextReader Open(Stream stream) => new StreamReader(stream, Edge.Utf8, bufferSize: 1 << 16);

    internal static IEnumerable<Located> Records(
        IEnumerable<(string Place, string Line)> lines,
        SentenceEncoder encoder
    ) => lines.Select(line => new Located(line.Place, () => Parse(line.Place, line.Line, encoder)));

    private static Validation<Fault, Sentence> Parse(string source, string line, SentenceEncoder encoder)
    {
        var tab = line.IndexOf('\t');
        var (label, text) = tab < 0 ? ("", line) : (line[..tab], line[(tab + 1)..]);
        if (text.Length == 0)
            return new Fault(
                source,
                "there is no sentence",
                $"write label, tab, and words separated by \"{Separator}\", or delete the line"
            );
        ImmutableArray<string> words = [.. text.Split(Separator)];
        return (Label(source, label, encoder), Words(source, words))
            .Apply((number, checkedWords) => (number, checkedWords))
            .Bind(read => encoder.Spelled(source, read.checkedWords, read.number));
    }

    private static Validation<Fault, Option<int>> Label(string source, string label, SentenceEncoder encoder)
    {
        var classes = encoder.Network.Classes.Length;
        if (label.Length == 0 || encoder.IsRegression)
            return Option<int>.None;
        return
            int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= classes
            ? Option<int>.Some(number - 1)
            : new Fault(
                source,
                $"the label is \"{label}\", where a number from 1 to {classes} is expected",
                "labels in a file count from 1"
            );
    }

    private static Validation<Fault, ImmutableArray<string>> Words(string source, ImmutableArray<string> words)
    {
        var at = Enumerable
            .Range(0, words.Length)
            .Where(place => words[place].Trim(' ').Length == 0 || words[place].AsSpan().ContainsAny(" \t"))
            .Take(1)
            .ToImmutableArray();
        return at.IsEmpty
            ? words
            : new Fault(
                source,
                $"word {at[0] + 1} is \"{words[at[0]]}\", where a word without blanks is expected",
                $"separate words by \"{Separator}\", or read plain text as such"
            );
    }
}
