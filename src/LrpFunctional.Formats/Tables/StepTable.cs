using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of the relevances of steps, for sequences of numbers: one row per step, all its features together; sentences
/// and positions count from 1, classes from 0.
/// </summary>
public sealed class StepTable(TextWriter writer, params ImmutableArray<SentenceColumn> more) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns());

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var rows = new RelevanceRows(_table, sentence, explanation);
        foreach (var (at, relevance) in explanation.Relevances.Index())
            rows.End(rows.Begin(at), relevance);
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
