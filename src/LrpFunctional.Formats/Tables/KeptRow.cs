using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Formats.Tables;

/// <summary>A row of a table of explanations.</summary>
/// <param name="Where">Where it begins, for messages.</param>
/// <param name="Of">What is the same in all rows of an explanation.</param>
/// <param name="Position">The position, from 1; of a phrase, that of its first word.</param>
/// <param name="Last">The position of the last word of a phrase; else the same.</param>
/// <param name="Text">The word, the words of a phrase, or the feature; empty for a step.</param>
/// <param name="Relevance">The number.</param>
internal readonly record struct KeptRow(
    string Where,
    KeptRow.Head Of,
    int Position,
    int Last,
    string Text,
    double Relevance
)
{
    private const string Remedy = "take the table as lrp explain --out wrote it, or write it again";

    /// <summary>What is the same in all rows of an explanation.</summary>
    internal readonly record struct Head(
        int Sentence,
        Option<string> Id,
        Option<int> Prefix,
        int Predicted,
        string Target,
        string Method
    )
    {
        /// <summary>Whether both are of one sentence.</summary>
        public bool IsOfSentence(Head other) => Sentence == other.Sentence && Id.Same(other.Id);

        /// <summary>Two are equal when all that they hold is.</summary>
        public bool Equals(Head other) =>
            IsOfSentence(other)
            && Prefix.Same(other.Prefix)
            && (Predicted, Target, Method) == (other.Predicted, other.Target, other.Method);

        /// <summary>A hash over sentence and method.</summary>
        public override int GetHashCode() => HashCode.Combine(Sentence, Predicted, Target, Method);
    }

    /// <summary>The row that some fields make.</summary>
    /// <exception cref="FaultException">A number is none.</exception>
    public static KeptRow Read(KeptColumns columns, TextTable.Row row)
    {
        var fields = row.Fields[..columns.Names.Length];
        var prefix = columns.HasId ? 2 : 1;
        var position = columns.HasPrefix ? prefix + 1 : prefix;
        var head = new Head(
            Whole(row, "sentence", fields[0], least: 1),
            columns.HasId && fields[1].Length > 0 ? fields[1] : Option<string>.None,
            columns.HasPrefix ? Whole(row, "prefix", fields[prefix], least: 1) : Option<int>.None,
            Whole(row, "predicted", fields[^4], least: 0),
            fields[^3],
            fields[^2]
        );
        var first = Whole(row, columns.Names[position], fields[position], least: 1);
        return new KeptRow(
            row.Place,
            head,
            first,
            columns.Rows == KeptRows.Phrases ? Whole(row, "last", fields[position + 1], least: first) : first,
            columns.Rows switch
            {
                KeptRows.Steps => "",
                KeptRows.Phrases => fields[position + 2],
                _ => fields[position + 1],
            },
            Number(row, fields[^1])
        );
    }

    /// <summary>The phrase that it is of.</summary>
    public Phrase Phrase => new(Position - 1, Last - 1);

    /// <summary>Whether an explanation begins with it, where the row before is given, if there is one.</summary>
    public bool Begins(KeptRows rows, Option<KeptRow> before)
    {
        var of = Of;
        return rows == KeptRows.Phrases
            ? !before.Exists(row => row.Of == of)
            : Position == 1 && (rows != KeptRows.Features || Text == Digits(0));
    }

    /// <summary>Whether it is the next of the same explanation.</summary>
    public bool Follows(KeptRow before, KeptRows rows) =>
        Of == before.Of
        && rows switch
        {
            KeptRows.Phrases => true,
            KeptRows.Features when Position == before.Position => Text == After(before.Text),
            KeptRows.Features => Position == before.Position + 1 && Feature(Text).Number == 0,
            _ => Position == before.Position + 1,
        };

    /// <summary>What the number belongs to.</summary>
    public string Place(KeptRows rows) =>
        rows switch
        {
            KeptRows.Words => Text,
            KeptRows.Steps => Digits(Position),
            KeptRows.Phrases => Text.Length > 0 ? $"{Phrase.Name} {Text}" : Phrase.Name,
            _ => $"{Digits(Position)}:{Text}",
        };

    private static string After(string feature) =>
        Feature(feature) is var (kind, number) ? kind + Digits(number + 1) : "";

    // 2 is a feature of a step, static:2 one of the sequence.
    private static (string Kind, int Number) Feature(string text) =>
        text.LastIndexOf(':') + 1 is var start
        && int.TryParse(text.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (text[..start], number)
            : (text, -1);

    private static int Whole(TextTable.Row row, string name, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw Refused(row.Place, $"its {name} is \"{text}\", where a whole number from {least} is expected");

    private static double Number(TextTable.Row row, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : throw Refused(row.Place, $"its relevance is \"{text}\", where a number is expected");

    /// <summary>What is said of a row that cannot be.</summary>
    public static FaultException Refused(string where, string problem) => new(new Fault(where, problem, Remedy));

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
