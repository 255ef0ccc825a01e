using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Formats.Tables;

/// <summary>Tables of explanations, of words, steps, features or phrases, read back: every number is the one written.</summary>
public static class KeptTableReader
{
    /// <summary>The table in a file; it is held in memory whole.</summary>
    /// <param name="path">The file, as <see cref="WordTable"/> and its like write it.</param>
    /// <param name="limits">How long a line may be.</param>
    /// <returns>The table, or: there is no such file, it has other columns or no rows, it ends or breaks off within a
    /// row or an explanation, or a number is none.</returns>
    public static Validation<Fault, KeptTable> Read(string path, ReadingLimits limits) =>
        Edge.Read(
            path,
            () =>
            {
                using var stream = Edge.Open(path);
                CheckEnd(path, stream);
                using var lines = new LimitedLines(path, stream, limits.Line);
                using var text = SentenceFile.Open(lines);
                var table = Read(path, text, limits);
                return table.Sentences.IsEmpty
                    ? throw new FaultException(
                        new Fault(
                            $"{path}, line 2",
                            "it has no rows, so that nothing could be found to have changed",
                            "name a table of one sentence or more"
                        )
                    )
                    : table;
            }
        );

    /// <summary>The explanations of a sentence as a table would keep them.</summary>
    /// <param name="source">What the table is called, for messages.</param>
    /// <param name="open">Begins the table.</param>
    /// <param name="number">The sentence's number, from 1.</param>
    /// <param name="explanations">What is kept.</param>
    public static KeptSentence Kept(
        string source,
        Func<TextWriter, IRelevanceTable> open,
        int number,
        ImmutableArray<Explanation> explanations
    ) =>
        Written(
            open,
            table =>
            {
                foreach (var explanation in explanations)
                    table.Add(number, explanation);
            }
        )
            .Sentences.Single() with
        {
            Where = source,
        };

    /// <summary>What a table is of before any sentence is in it.</summary>
    /// <param name="source">What it is called, for messages.</param>
    /// <param name="open">Begins the table.</param>
    /// <param name="methods">The names of the methods that will be in it.</param>
    public static KeptShape Shape(
        string source,
        Func<TextWriter, IRelevanceTable> open,
        ImmutableArray<string> methods
    ) => Written(open, _ => { }).Shape with { Source = source, Methods = methods };

    // The way through the text makes sure that like is compared with like: it keeps every number to the last bit.
    private static KeptTable Written(Func<TextWriter, IRelevanceTable> open, Action<IRelevanceTable> add)
    {
        using var text = new StringWriter();
        using (var table = open(text))
            add(table);
        using var written = new StringReader(text.ToString());
        return Read("", written, ReadingLimits.Default);
    }

    private static KeptTable Read(string source, TextReader reader, ReadingLimits limits)
    {
        using var parser = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture) { IgnoreBlankLines = false, MaxFieldSize = limits.Line },
            leaveOpen: true
        );
        var table = TextTable.Read(source, parser);
        var columns = KeptColumns.Of(source, table.Columns).OrThrow();
        var phrases = ImmutableArray<Phrase>.Empty;
        var sentences = Sentences(
                columns.Rows,
                Explanations(columns.Rows, table.Rows.Select(row => KeptRow.Read(columns, row)))
                    .Select(explanation =>
                    {
                        if (columns.Rows == KeptRows.Phrases)
                            phrases = Same(phrases, explanation);
                        return explanation;
                    })
            )
            .ToImmutableArray();
        return new KeptTable(
            new KeptShape(
                source,
                columns.Rows,
                columns.HasPrefix,
                [
                    .. sentences
                        .SelectMany(sentence => sentence.Explanations)
                        .Select(explanation => explanation.Method)
                        .Distinct(),
                ]
            )
            {
                Phrases = phrases,
            },
            sentences
        );
    }

    // Every sentence has the phrases of the first.
    private static ImmutableArray<Phrase> Same(ImmutableArray<Phrase> phrases, ImmutableArray<KeptRow> explanation)
    {
        ImmutableArray<Phrase> its = [.. explanation.Select(row => row.Phrase)];
        return phrases.IsEmpty || phrases.AsSpan().SequenceEqual(its.AsSpan())
            ? its
            : throw KeptRow.Refused(
                explanation[0].Where,
                $"its phrases are {string.Join(", ", its.Select(phrase => phrase.Name))}, where those of the first "
                    + $"sentence, {string.Join(", ", phrases.Select(phrase => phrase.Name))}, are expected"
            );
    }

    private static IEnumerable<ImmutableArray<KeptRow>> Explanations(KeptRows rows, IEnumerable<KeptRow> all)
    {
        var explanation = ImmutableArray.CreateBuilder<KeptRow>();
        foreach (var row in all)
        {
            if (row.Begins(rows, explanation.Count > 0 ? explanation[^1] : Option<KeptRow>.None))
            {
                if (explanation.Count > 0)
                    yield return explanation.DrainToImmutable();
            }
            else if (explanation.Count == 0 || !row.Follows(explanation[^1], rows))
            {
                throw KeptRow.Refused(
                    row.Where,
                    $"it is at position {row.Position}, and does not follow from the row before it: rows are missing "
                        + "or out of order"
                );
            }

            explanation.Add(row);
        }

        if (explanation.Count > 0)
            yield return explanation.DrainToImmutable();
    }

    private static IEnumerable<KeptSentence> Sentences(KeptRows rows, IEnumerable<ImmutableArray<KeptRow>> explanations)
    {
        var sentence = ImmutableArray.CreateBuilder<KeptExplanation>();
        var first = default(KeptRow);
        foreach (var explanation in explanations)
        {
            var begin = explanation[0];
            if (sentence.Count > 0 && !begin.Of.IsOfSentence(first.Of))
                yield return new KeptSentence(first.Where, first.Of.Sentence, first.Of.Id, sentence.DrainToImmutable());
            if (sentence.Count == 0)
                first = begin;
            sentence.Add(
                new KeptExplanation(
                    begin.Of.Prefix,
                    begin.Of.Predicted,
                    begin.Of.Target,
                    begin.Of.Method,
                    [.. explanation.Select(row => row.Place(rows))],
                    [.. explanation.Select(row => row.Relevance)]
                )
            );
        }

        if (sentence.Count > 0)
            yield return new KeptSentence(first.Where, first.Of.Sentence, first.Of.Id, sentence.DrainToImmutable());
    }

    // A number that is cut short is still a number: only the end of the last line shows that nothing is missing there.
    private static void CheckEnd(string path, Stream stream)
    {
        if (stream.Length == 0)
            return;
        stream.Seek(-1, SeekOrigin.End);
        if (stream.ReadByte() != '\n')
            throw KeptRow.Refused(
                string.Create(CultureInfo.InvariantCulture, $"{path}, line {Lines(stream)}"),
                "it breaks off in the middle of the line"
            );
        stream.Seek(0, SeekOrigin.Begin);
    }

    private static long Lines(Stream stream)
    {
        stream.Seek(0, SeekOrigin.Begin);
        var (buffer, lines) = (new byte[1 << 16], 1L);
        while (stream.Read(buffer) is > 0 and var count)
            lines += buffer.AsSpan(0, count).Count((byte)'\n');
        return lines;
    }
}
