using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of scores over a writer, which stays open: one row per sentence; sentences count from 1, classes from 0.
/// </summary>
public sealed class ScoreTable(TextWriter writer, int classes, params ImmutableArray<SentenceColumn> more) : IDisposable
{
    private readonly Table _table = new(
        writer,
        more,
        ["label", "predicted", .. Enumerable.Range(0, classes).Select(index => $"score_{index}")]
    );

    /// <summary>Writes the row of one prediction.</summary>
    /// <param name="sentence">The sentence's number, from 1.</param>
    /// <param name="prediction">What is written.</param>
    public void Add(int sentence, Prediction prediction)
    {
        var csv = _table.Row(Table.Number(sentence), prediction.Sentence);
        csv.WriteField(prediction.Sentence.Label.Match(Table.Number, () => ""));
        csv.WriteField(Table.Number(prediction.Class));
        foreach (var score in prediction.Scores)
            csv.WriteField(Table.Number(score));
        csv.NextRecord();
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
