using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of feature relevances, for sequences of numbers: one row per step and feature; sentences and positions count
/// from 1, features and classes from 0. Static features, static:0 and so on, or static:NAME where they have names,
/// stand at the position behind the last step.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="columns">What is said of each row besides.</param>
/// <param name="more">What is said of each sentence.</param>
public sealed class FeatureTable(
    TextWriter writer,
    ImmutableArray<RelevanceColumn> columns,
    params ImmutableArray<SentenceColumn> more
) : IRelevanceTable
{
    private readonly Table _table = new(writer, more, RelevanceRows.Columns(columns, "feature"));

    /// <summary>Nothing is said of a row besides.</summary>
    public FeatureTable(TextWriter writer, params ImmutableArray<SentenceColumn> more)
        : this(writer, [], more) { }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The explanation has no numbers of features.</exception>
    public void Add(int sentence, Explanation explanation)
    {
        var features = explanation.Features.IfNone(() =>
            throw new ArgumentException("the explanation has the sums of steps only", nameof(explanation))
        );
        var places = Places(explanation.Prediction.Sentence, features).ToImmutableArray();
        var rows = new RelevanceRows(
            _table,
            sentence,
            explanation,
            [.. places.Select(place => features[place.Step, place.Column])],
            columns
        );
        foreach (var (at, place) in places.Index())
        {
            var csv = rows.Begin(place.Step);
            csv.WriteField(place.Feature);
            rows.End(csv, at);
        }
    }

    // Static features have columns of their own, and stand behind the last step.
    private static IEnumerable<(int Step, int Column, string Feature)> Places(Sentence sequence, Matrix features) =>
        from step in Enumerable.Range(0, features.Rows)
        let isStatic = sequence.StaticSize > 0 && step == features.Rows - 1
        let first = isStatic ? features.Columns - sequence.StaticSize : 0
        let end = isStatic ? features.Columns : features.Columns - sequence.StaticSize
        from column in Enumerable.Range(first, end - first)
        select (
            step,
            column,
            isStatic ? $"static:{sequence.StaticName(column - first)}" : Table.Number(column - first)
        );

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
