using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of feature relevances, for sequences of numbers: one row per step and feature; sentences and positions count
/// from 1, features and classes from 0. Static features, static:0 and so on, stand at the position behind the last
/// step.
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
            var (first, end, prefix) = Columns(explanation.Prediction.Sentence, features, step);
            for (var feature = first; feature < end; feature++)
            {
                var csv = rows.Begin(step);
                csv.WriteField($"{prefix}{Table.Number(feature - first)}", shouldQuote: false);
                rows.End(csv, features[step, feature]);
            }
        }
    }

    // Static features have columns of their own, and stand behind the last step.
    private static (int First, int End, string Prefix) Columns(Sentence sentence, Matrix features, int step)
    {
        var steps = features.Columns - sentence.StaticSize;
        return sentence.StaticSize > 0 && step == features.Rows - 1
            ? (steps, features.Columns, "static:")
            : (0, steps, "");
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
