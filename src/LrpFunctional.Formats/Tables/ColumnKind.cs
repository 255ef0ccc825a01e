using System.Collections.Immutable;

namespace LrpFunctional.Formats.Tables;

/// <summary>What the cells of a column are, in formats that tell numbers from text.</summary>
public enum ColumnKind
{
    /// <summary>Text, which may be empty.</summary>
    Text,

    /// <summary>A whole number of 32 bits.</summary>
    Whole,

    /// <summary>A whole number of 32 bits, or none.</summary>
    WholeOrNone,

    /// <summary>A number of 64 bits.</summary>
    Number,

    /// <summary>A number of 64 bits, or none.</summary>
    NumberOrNone,
}

/// <summary>The kinds of the columns of all tables of sentences, by their names: a new column is declared here.</summary>
public static class ColumnKinds
{
    private const string Score = "score_";

    private static readonly ImmutableDictionary<string, ColumnKind> Named = new (
        ColumnKind Kind,
        ImmutableArray<string> Names
    )[]
    {
        (ColumnKind.Text, ["id", "word", "feature", "target", "method", "place", "direction", "state"]),
        (ColumnKind.Whole, ["sentence", "prefix", "first", "last", "predicted", "unit"]),
        (ColumnKind.WholeOrNone, ["label", "step", "position"]),
        (
            ColumnKind.Number,
            ["relevance", "value", "arriving", "passed", "initial", "gates", "bias", "stabilizer", "gap"]
        ),
        (ColumnKind.NumberOrNone, ["leftover", "share", "per_score", "standard_error"]),
    }
        .SelectMany(declared => declared.Names.Select(name => KeyValuePair.Create(name, declared.Kind)))
        .ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The kinds of a table's columns; what is not declared is text.</summary>
    public static ImmutableArray<ColumnKind> Of(ImmutableArray<string> columns)
    {
        // Phrases have their words in this column, totals the sum of the words.
        var words = columns.Contains("value") ? ColumnKind.Number : ColumnKind.Text;
        return
        [
            .. columns.Select(name =>
                name == "words" ? words
                : name.StartsWith(Score, StringComparison.Ordinal) ? ColumnKind.Number
                : Named.GetValueOrDefault(name, ColumnKind.Text)
            ),
        ];
    }
}
