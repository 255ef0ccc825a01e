using System.Collections.Immutable;
using CsvHelper;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>The rows of one explanation: all that is the same in each, written out once.</summary>
internal sealed class RelevanceRows(
    Table table,
    int sentence,
    Explanation explanation,
    ImmutableArray<double> relevances,
    ImmutableArray<RelevanceColumn> columns
)
{
    private readonly string _sentence = Table.Number(sentence);
    private readonly string _label = explanation.Prediction.Sentence.Label.Match(Table.Number, () => "");
    private readonly string _predicted = Table.Number(explanation.Prediction.Class);
    private readonly string _target = explanation.Target.Name;
    private readonly ImmutableArray<Func<int, Option<double>>> _more =
    [
        .. columns.Select(column => column.Of(explanation, relevances)),
    ];

    /// <summary>
    /// The columns of the table: those of the sentence come before, those that say where a number belongs between.
    /// </summary>
    public static ImmutableArray<string> Columns(params ImmutableArray<string> between) =>
        ["position", .. between, "label", "predicted", "target", "method", "relevance"];

    /// <summary>The same with some more behind.</summary>
    public static ImmutableArray<string> Columns(
        ImmutableArray<RelevanceColumn> more,
        params ImmutableArray<string> between
    ) => [.. Columns(between), .. more.Select(column => column.Name)];

    /// <summary>Begins the row of a step, counted from 0.</summary>
    public CsvWriter Begin(int step)
    {
        var csv = table.Row(_sentence, explanation.Prediction.Sentence);
        csv.WriteField(Table.Number(step + 1), shouldQuote: false);
        return csv;
    }

    /// <summary>Ends the row at a place, counted from 0.</summary>
    public void End(CsvWriter csv, int at)
    {
        csv.WriteField(_label, shouldQuote: false);
        csv.WriteField(_predicted, shouldQuote: false);
        csv.WriteField(_target, shouldQuote: false);
        csv.WriteField(explanation.Method);
        csv.WriteField(Table.Number(relevances[at]), shouldQuote: false);
        foreach (var column in _more)
            csv.WriteField(column(at).Match(Table.Number, () => ""), shouldQuote: false);
        csv.NextRecord();
    }
}
