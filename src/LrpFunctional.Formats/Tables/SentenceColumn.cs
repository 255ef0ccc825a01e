using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Tables;

/// <summary>A column that says more of the sentence of a row, behind its number and its name.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Of">What it says of a sentence.</param>
public sealed record SentenceColumn(string Name, Func<Sentence, string> Of)
{
    /// <summary>The number of words or steps read, for tables of prefixes.</summary>
    public static SentenceColumn Prefix { get; } = new("prefix", sentence => Table.Number(sentence.Length));
}
