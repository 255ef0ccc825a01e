using System.Collections.Immutable;
using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>
/// The CSV of the relevances of phrases: one row per phrase; sentences and positions count from 1, classes from 0.
/// </summary>
/// <param name="writer">Where it goes; it stays open.</param>
/// <param name="phrases">The phrases, which each sentence has.</param>
/// <param name="relevances">What they have by an explanation, one number each.</param>
public sealed class PhraseTable(
    TextWriter writer,
    ImmutableArray<Phrase> phrases,
    Func<Explanation, ImmutableArray<double>> relevances
) : IRelevanceTable
{
    private readonly Table _table = new(writer, [], Columns);

    /// <summary>Its columns, behind those of the sentence.</summary>
    internal static ImmutableArray<string> Columns { get; } =
    ["first", "last", "words", .. RelevanceRows.Columns()[1..]];

    /// <inheritdoc/>
    public void Add(int sentence, Explanation explanation)
    {
        var rows = new RelevanceRows(_table, sentence, explanation, relevances(explanation), []);
        foreach (var (at, phrase) in phrases.Index())
        {
            var csv = rows.Begin(phrase.First);
            csv.WriteField(Table.Number(phrase.Last + 1), shouldQuote: false);
            csv.WriteField(
                string.Join(
                    ' ',
                    explanation.Prediction.Sentence.Words.Skip(phrase.First).Take(phrase.Last - phrase.First + 1)
                )
            );
            rows.End(csv, at);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
