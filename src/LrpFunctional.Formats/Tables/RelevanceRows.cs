using System.Collections.Immutable;
using CsvHelper;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>The rows of one explanation: all that is the same in each, written out once.</summary>
internal sealed class RelevanceRows(Table table, int sentence, Explanation explanation)
{
    private readonly string _sentence = Table.Number(sentence);
    private readonly string _label = explanation.Prediction.Sentence.Label.Match(Table.Number, () => "");
    private readonly string _predicted = Table.Number(explanation.Prediction.Class);
    private readonly string _target = explanation.Target.Name;

    /// <summary>
    /// The columns of the table: those of the sentence come before, those that say where a number belongs between.
    /// </summary>
    public static ImmutableArray<string> Columns(params ImmutableArray<string> between) =>
        ["position", .. between, "label", "predicted", "target", "method", "relevance"];

    /// <summary>Begins the row of a step, counted from 0.</summary>
    public CsvWriter Begin(int step)
    {
        var csv = table.Row(_sentence, explanation.Prediction.Sentence);
        csv.WriteField(Table.Number(step + 1), shouldQuote: false);
        return csv;
    }

    /// <summary>Ends the row.</summary>
    public void End(CsvWriter csv, double relevance)
    {
        csv.WriteField(_label, shouldQuote: false);
        csv.WriteField(_predicted, shouldQuote: false);
        csv.WriteField(_target, shouldQuote: false);
        csv.WriteField(explanation.Method);
        csv.WriteField(Table.Number(relevance), shouldQuote: false);
        csv.NextRecord();
    }
}
