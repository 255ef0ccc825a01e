using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of word relevances: one row per word; sentences and positions count from 1, classes from 0.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="columns">What is said of each row besides.</param>
/// <param name="more">What is said of each sentence.</param>
public sealed class WordTable(
    TextWriter writer,
    ImmutableArray<RelevanceColumn> columns,
    params ImmutableArray<SentenceColumn> more
) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns(columns, "word"));

    /// <summary>Nothing is said of a row besides.</summary>
    public WordTable(TextWriter writer, params ImmutableArray<SentenceColumn> more)
        : this(writer, [], more) { }

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var rows = new RelevanceRows(_table, sentence, explanation, explanation.Relevances, columns);
        foreach (var (at, word) in explanation.Prediction.Sentence.Words.Index())
        {
            var csv = rows.Begin(at);
            csv.WriteField(word);
            rows.End(csv, at);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
