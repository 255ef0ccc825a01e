using System.Collections.Immutable;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory;

namespace LrpFunctional.Cli;

/// <summary>A comparison of methods as tables.</summary>
internal static class ComparisonTables
{
    /// <summary>A row for each method and each method, itself among them.</summary>
    public static void WriteAgreements(Comparison comparison, TextWriter writer) =>
        ResultTable.Write(
            writer,
            ["method", "other", "explanations", "ranked", "rank_correlation", "same_top_word"],
            from one in comparison.Methods.Index()
            from other in comparison.Methods.Index()
            let mean = comparison.Agreements[one.Index, other.Index]
            select (ImmutableArray<string>)
                [
                    one.Item,
                    other.Item,
                    ResultTable.Number(mean.Explanations),
                    ResultTable.Number(mean.Ranked),
                    ResultTable.Number(mean.RankCorrelation),
                    ResultTable.Number(mean.SameTopWord),
                ]
        );

    /// <summary>A row for each method.</summary>
    public static void WriteCosts(Comparison comparison, TextWriter writer) =>
        ResultTable.Write(
            writer,
            ["method", "sentences", "milliseconds_per_sentence", "times_lrp"],
            comparison.Methods.Select(
                (method, at) =>
                    (ImmutableArray<string>)
                        [
                            method,
                            ResultTable.Number(comparison.Sentences),
                            ResultTable.Number(comparison.Milliseconds(at)),
                            ResultTable.Number(comparison.TimesLrp(at)),
                        ]
            )
        );

    /// <summary>All of it, for people.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="what">What was compared, in words.</param>
    public static void Write(Comparison comparison, TextWriter writer, string what)
    {
        writer.Write(
            $"{ResultTable.Number(comparison.Sentences)} sentences, "
                + $"{ResultTable.Number(comparison.Agreements[0, 0].Explanations)} explanations by each method; "
                + $"{what}\n\n"
        );
        Matrix(
            comparison,
            writer,
            $"Rank correlation, mean over the {Ranked(comparison)} explanations where it is defined",
            mean => PlainTable.Cell(mean.RankCorrelation, "0.000")
        );
        Matrix(comparison, writer, "Same top word, % of explanations", mean => PlainTable.Percent(mean.SameTopWord));
        PlainTable.Write(
            writer,
            "Cost, forward pass included",
            ["method", "ms per sentence", "times LRP"],
            comparison.Methods.Select(
                (method, at) =>
                    (ImmutableArray<string>)
                        [
                            method,
                            PlainTable.Cell(comparison.Milliseconds(at), "0.000"),
                            PlainTable.Cell(comparison.TimesLrp(at), "0.00"),
                        ]
            )
        );
    }

    private static string Ranked(Comparison comparison)
    {
        var ranked = (
            from one in Enumerable.Range(0, comparison.Methods.Length)
            from other in Enumerable.Range(0, one + 1)
            select comparison.Agreements[one, other].Ranked
        ).ToArray();
        return ranked.Min() == ranked.Max()
            ? ResultTable.Number(ranked.Min())
            : $"{ResultTable.Number(ranked.Min())} to {ResultTable.Number(ranked.Max())}";
    }

    private static void Matrix(
        Comparison comparison,
        TextWriter writer,
        string title,
        Func<MeanAgreement, string> cell
    ) =>
        PlainTable.Write(
            writer,
            title,
            ["", .. comparison.Methods],
            comparison.Methods.Select(
                (method, one) =>
                    (ImmutableArray<string>)
                        [method, .. comparison.Methods.Select((_, other) => cell(comparison.Agreements[one, other]))]
            )
        );
}
