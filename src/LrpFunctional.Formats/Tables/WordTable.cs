using CsvHelper;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>The CSV of word relevances: one row per word; sentences and positions count from 1, classes from 0.</summary>
public sealed class WordTable : IDisposable
{
    private readonly CsvWriter _csv;

    /// <summary>A table over a writer, which stays open; writes the header.</summary>
    public WordTable(TextWriter writer)
    {
        _csv = Table.Over(writer);
        _csv.Row(["sentence", "position", "word", "label", "predicted", "target", "method", "relevance"]);
    }

    /// <summary>Writes the rows of one explanation.</summary>
    /// <param name="sentence">The sentence's number, from 1.</param>
    /// <param name="explanation">What is written.</param>
    public void Add(int sentence, Explanation explanation)
    {
        var prediction = explanation.Prediction;
        var (number, label) = (Table.Number(sentence), prediction.Sentence.Label.Match(Table.Number, () => ""));
        var (predicted, target) = (Table.Number(prediction.Class), Table.Number(explanation.Target));
        foreach (var (at, word) in prediction.Sentence.Words.Index())
        {
            _csv.WriteField(number, shouldQuote: false);
            _csv.WriteField(Table.Number(at + 1), shouldQuote: false);
            _csv.WriteField(word);
            _csv.WriteField(label, shouldQuote: false);
            _csv.WriteField(predicted, shouldQuote: false);
            _csv.WriteField(target, shouldQuote: false);
            _csv.WriteField(explanation.Method);
            _csv.WriteField(Table.Number(explanation.Relevances[at]), shouldQuote: false);
            _csv.NextRecord();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();
}
