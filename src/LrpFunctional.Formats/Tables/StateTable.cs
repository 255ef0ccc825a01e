using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Passes;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of the relevances of states over a writer, which stays open: one row for each recurrent layer, direction,
/// step and unit of h, and of c where the cell has one, from the output down, the last step first. Steps count from 0
/// in the order in which a cell reads, −1 being the states before the first; positions from 1 as in the table of words,
/// empty where a row is of no word; units from 0.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="more">What is said of each sentence.</param>
public sealed class StateTable(TextWriter writer, params ImmutableArray<SentenceColumn> more) : IRelevanceTable
{
    private readonly Table _table = new(
        writer,
        more,
        ["target", "place", "direction", "step", "position", "state", "unit", "relevance"]
    );

    /// <summary>Writes the rows of one explanation's states, if it has them.</summary>
    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        foreach (var state in explanation.States.IfNone([]))
        {
            Rows(sentence, explanation, state, "h", state.Hidden);
            Rows(sentence, explanation, state, "c", state.Cell);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private void Rows(
        int sentence,
        Explanation explanation,
        StateRelevance state,
        string name,
        ImmutableArray<double> relevances
    )
    {
        foreach (var (unit, relevance) in relevances.Index())
        {
            var csv = _table.Row(Table.Number(sentence), explanation.Prediction.Sentence);
            csv.WriteField(explanation.Target.Name);
            csv.WriteField(state.Place);
            csv.WriteField($"{state.Direction}");
            csv.WriteField(Table.Number(state.Step));
            csv.WriteField(state.Word.Match(word => Table.Number(word + 1), () => ""));
            csv.WriteField(name);
            csv.WriteField(Table.Number(unit));
            csv.WriteField(Table.Number(relevance));
            csv.NextRecord();
        }
    }
}
