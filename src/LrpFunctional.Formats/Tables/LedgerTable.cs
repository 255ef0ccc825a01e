using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Passes;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of ledgers over a writer, which stays open. The first row of each explanation, place "score", is its whole
/// account: what arrived is the score, what passed the sum of the words; a row for each place follows. In each row
/// arriving = passed + initial + gates + bias + stabilizer + gap. Steps count from 0 in the order in which a cell
/// reads, positions from 1 as in the table of words; both are empty where a row is of no word.
/// </summary>
public sealed class LedgerTable(TextWriter writer, params ImmutableArray<SentenceColumn> more) : IRelevanceTable
{
    private readonly Table _table = new(
        writer,
        more,
        [
            "target",
            "place",
            "direction",
            "step",
            "position",
            "arriving",
            "passed",
            "initial",
            "gates",
            "bias",
            "stabilizer",
            "gap",
        ]
    );

    /// <summary>Writes the rows of one explanation's ledger, if it has one.</summary>
    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation) =>
        explanation.Ledger.IfSome(ledger => Rows(sentence, explanation, ledger));

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private void Rows(int sentence, Explanation explanation, Ledger ledger)
    {
        Row(
            sentence,
            explanation,
            ["score", "", "", ""],
            [ledger.Score, ledger.Words, ledger.Initial, ledger.Gates, ledger.Bias, ledger.Stabilizer, ledger.Gap]
        );
        foreach (var entry in ledger.Entries)
        {
            Row(
                sentence,
                explanation,
                [
                    entry.Place,
                    entry.Direction.Match(direction => $"{direction}", () => ""),
                    entry.Step.Match(Table.Number, () => ""),
                    entry.Position(explanation.Prediction.Sentence.Length).Match(Table.Number, () => ""),
                ],
                [entry.Arriving, entry.Passed, 0, entry.Gates, entry.Bias, entry.Stabilizer, entry.Gap]
            );
        }
    }

    private void Row(int sentence, Explanation explanation, ReadOnlySpan<string> where, ReadOnlySpan<double> numbers)
    {
        var csv = _table.Row(Table.Number(sentence), explanation.Prediction.Sentence);
        csv.WriteField(explanation.Target.Name);
        foreach (var part in where)
            csv.WriteField(part);
        foreach (var number in numbers)
            csv.WriteField(Table.Number(number));
        csv.NextRecord();
    }
}
