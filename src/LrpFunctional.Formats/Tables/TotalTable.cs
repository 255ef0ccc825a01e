using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of what explanations add up to: one row per explanation, with f, Σ words, and the leftover of methods that
/// have one: what stayed on initial states, the score of a reference, or what integrated gradients lack. Sentences
/// count from 1, classes from 0.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="more">What else is said of a sentence.</param>
public sealed class TotalTable(TextWriter writer, params ImmutableArray<SentenceColumn> more) : IRelevanceTable
{
    private readonly Table _table = new(
        writer,
        more,
        ["label", "predicted", "target", "method", "value", "words", "leftover"]
    );

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var prediction = explanation.Prediction;
        var csv = _table.Row(Table.Number(sentence), prediction.Sentence);
        csv.WriteField(prediction.Sentence.Label.Match(Table.Number, () => ""));
        csv.WriteField(Table.Number(prediction.Class));
        csv.WriteField(explanation.Target.Name);
        csv.WriteField(explanation.Method);
        csv.WriteField(Table.Number(explanation.Value));
        csv.WriteField(Table.Number(explanation.Relevances.Sum()));
        csv.WriteField(explanation.Leftover.Match(Table.Number, () => ""));
        csv.NextRecord();
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
