using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of feature relevances, for sequences of numbers: one row per step and feature; sentences and positions count
/// from 1, features and classes from 0.
/// </summary>
public sealed class FeatureTable(TextWriter writer, params ImmutableArray<SentenceColumn> more) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns("feature"));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The explanation has no numbers of features.</exception>
    public void Add(int sentence, Explanation explanation)
    {
        var features = explanation.Features.IfNone(() =>
            throw new ArgumentException("the explanation has the sums of steps only", nameof(explanation))
        );
        var rows = new RelevanceRows(_table, sentence, explanation);
        for (var step = 0; step < features.Rows; step++)
        {
            for (var feature = 0; feature < features.Columns; feature++)
            {
                var csv = rows.Begin(step);
                csv.WriteField(Table.Number(feature), shouldQuote: false);
                rows.End(csv, features[step, feature]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
