using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of the relevances of steps, for sequences of numbers: one row per step, all its features together; sentences
/// and positions count from 1, classes from 0.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="columns">What is said of each row besides.</param>
/// <param name="more">What is said of each sentence.</param>
public sealed class StepTable(
    TextWriter writer,
    ImmutableArray<RelevanceColumn> columns,
    params ImmutableArray<SentenceColumn> more
) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns(columns));

    /// <summary>Nothing is said of a row besides.</summary>
    public StepTable(TextWriter writer, params ImmutableArray<SentenceColumn> more)
        : this(writer, [], more) { }

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var rows = new RelevanceRows(_table, sentence, explanation, explanation.Relevances, columns);
        for (var at = 0; at < explanation.Relevances.Length; at++)
            rows.End(rows.Begin(at), at);
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
