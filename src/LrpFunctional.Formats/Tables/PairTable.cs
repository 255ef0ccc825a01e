using LrpFunctional.Methods.Interactions;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of interactions over a writer, which stays open: one row per pair of words; sentences and positions count from
/// 1, classes from 0. The words of sequences of numbers are empty, and so are standard errors where nothing was drawn.
/// </summary>
public sealed class PairTable(TextWriter writer) : IDisposable
{
    private readonly Table _table = new(
        writer,
        [],
        ["i", "j", "word_i", "word_j", "label", "predicted", "target", "method", "interaction", "standard_error"]
    );

    /// <summary>Writes the rows of one sentence by one method; none of a sentence of one word.</summary>
    /// <param name="sentence">The sentence's number, from 1.</param>
    /// <param name="found">What is written.</param>
    public void Add(int sentence, WordInteractions found)
    {
        var of = found.Prediction.Sentence;
        string Word(int at) => of.Words.IsEmpty ? "" : of.Words[at];
        foreach (var pair in found.All)
        {
            var csv = _table.Row(Table.Number(sentence), of);
            csv.WriteField(Table.Number(pair.First + 1), shouldQuote: false);
            csv.WriteField(Table.Number(pair.Second + 1), shouldQuote: false);
            csv.WriteField(Word(pair.First));
            csv.WriteField(Word(pair.Second));
            csv.WriteField(of.Label.Match(Table.Number, () => ""), shouldQuote: false);
            csv.WriteField(Table.Number(found.Prediction.Class), shouldQuote: false);
            csv.WriteField(found.Target.Name, shouldQuote: false);
            csv.WriteField(found.Method);
            csv.WriteField(Table.Number(pair.Interaction), shouldQuote: false);
            csv.WriteField(pair.StandardError.Match(Table.Number, () => ""), shouldQuote: false);
            csv.NextRecord();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
