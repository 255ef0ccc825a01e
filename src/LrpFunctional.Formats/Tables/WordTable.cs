using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of word relevances: one row per word; sentences and positions count from 1, classes from 0.
/// </summary>
public sealed class WordTable(TextWriter writer, params ImmutableArray<SentenceColumn> more) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns("word"));

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var rows = new RelevanceRows(_table, sentence, explanation);
        foreach (var (at, word) in explanation.Prediction.Sentence.Words.Index())
        {
            var csv = rows.Begin(at);
            csv.WriteField(word);
            rows.End(csv, explanation.Relevances[at]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
