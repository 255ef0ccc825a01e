using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of feature relevances, for sequences of numbers: one row per step and feature; sentences and positions count
/// from 1, features and classes from 0. Static features, static:0 and so on, or static:NAME where they have names,
/// stand at the position behind the last step.
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
            var sequence = explanation.Prediction.Sentence;
            // Static features have columns of their own, and stand behind the last step.
            var isStatic = sequence.StaticSize > 0 && step == features.Rows - 1;
            var first = isStatic ? features.Columns - sequence.StaticSize : 0;
            var end = isStatic ? features.Columns : features.Columns - sequence.StaticSize;
            for (var feature = first; feature < end; feature++)
            {
                var csv = rows.Begin(step);
                if (isStatic)
                    csv.WriteField($"static:{sequence.StaticName(feature - first)}");
                else
                    csv.WriteField(Table.Number(feature - first), shouldQuote: false);
                rows.End(csv, features[step, feature]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
