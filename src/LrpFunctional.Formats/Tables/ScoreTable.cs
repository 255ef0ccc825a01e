using CsvHelper;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>The CSV of scores: one row per sentence; sentences count from 1, classes from 0.</summary>
public sealed class ScoreTable : IDisposable
{
    private readonly CsvWriter _csv;

    /// <summary>A table of this many classes over a writer, which stays open; writes the header.</summary>
    public ScoreTable(TextWriter writer, int classes)
    {
        _csv = Table.Over(writer);
        _csv.Row(["sentence", "label", "predicted", .. Enumerable.Range(0, classes).Select(index => $"score_{index}")]);
    }

    /// <summary>Writes the row of one prediction.</summary>
    /// <param name="sentence">The sentence's number, from 1.</param>
    /// <param name="prediction">What is written.</param>
    public void Add(int sentence, Prediction prediction) =>
        _csv.Row([Table.Number(sentence), prediction.Sentence.Label.Match(Table.Number, () => ""), Table.Number(prediction.Class), .. prediction.Scores.Select(Table.Number)]);

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();
}
