using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of the relevances of what pieces are merged to: one row per word or sentence; sentences and positions count
/// from 1, classes from 0.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="granularity">What is merged.</param>
/// <param name="merge">How the numbers of pieces become one.</param>
/// <param name="columns">What is said of each row besides.</param>
/// <param name="more">Columns of the sentence.</param>
public sealed class MergedTable(
    TextWriter writer,
    Granularity granularity,
    Merge merge,
    ImmutableArray<RelevanceColumn> columns,
    params ImmutableArray<SentenceColumn> more
) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns(columns, "word"));

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var runs = granularity(explanation.Prediction.Sentence);
        var rows = new RelevanceRows(
            _table,
            sentence,
            explanation,
            [.. runs.Select(run => merge(explanation.Relevances.AsSpan(run.First, run.Length)))],
            columns
        );
        foreach (var (at, run) in runs.Index())
        {
            var csv = rows.Begin(at);
            csv.WriteField(run.Text);
            rows.End(csv, at);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
