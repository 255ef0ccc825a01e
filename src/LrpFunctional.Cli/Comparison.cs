using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli;

/// <summary>How far methods agree and what they cost, over as many sentences as were added.</summary>
internal sealed record Comparison(
    ImmutableArray<string> Methods,
    AgreementTable AgreementTable,
    ImmutableArray<TimeSpan> Times,
    int Sentences
)
{
    public static Comparison Of(ImmutableArray<string> methods) =>
        new(methods, AgreementTable.Among(methods.Length), [.. methods.Select(_ => TimeSpan.Zero)], 0);

    public Comparison Add(ImmutableArray<Explanation> ofSentence) =>
        this with
        {
            AgreementTable = AgreementTable.Add(ofSentence),
            Sentences = Sentences + 1,
        };

    public Comparison Add(ImmutableArray<TimeSpan> times) =>
        this with
        {
            Times = [.. Times.Zip(times, (sum, time) => sum + time)],
        };

    /// <summary>A row for each method and each method, itself among them.</summary>
    public void WriteAgreements(TextWriter writer) =>
        ResultTable.Write(
            writer,
            ["method", "other", "explanations", "ranked", "rank_correlation", "same_top_word"],
            from one in Methods.Index()
            from other in Methods.Index()
            let mean = AgreementTable[one.Index, other.Index]
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
    public void WriteCosts(TextWriter writer) =>
        ResultTable.Write(
            writer,
            ["method", "sentences", "milliseconds_per_sentence", "times_lrp"],
            Methods.Select(
                (method, at) =>
                    (ImmutableArray<string>)
                        [
                            method,
                            ResultTable.Number(Sentences),
                            ResultTable.Number(Milliseconds(at)),
                            ResultTable.Number(TimesLrp(at)),
                        ]
            )
        );

    /// <summary>All of it, for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="what">What was compared, in words.</param>
    public void WriteTables(TextWriter writer, string what)
    {
        writer.Write(
            $"{ResultTable.Number(Sentences)} sentences, {ResultTable.Number(AgreementTable[0, 0].Explanations)} "
                + $"explanations by each method; {what}\n\n"
        );
        Matrix(
            writer,
            $"Rank correlation, mean over the {Ranked} explanations where it is defined",
            mean => PlainTable.Cell(mean.RankCorrelation, "0.000")
        );
        Matrix(writer, "Same top word, % of explanations", mean => PlainTable.Percent(mean.SameTopWord));
        PlainTable.Write(
            writer,
            "Cost, forward pass included",
            ["method", "ms per sentence", "times LRP"],
            Methods.Select(
                (method, at) =>
                    (ImmutableArray<string>)
                        [method, PlainTable.Cell(Milliseconds(at), "0.000"), PlainTable.Cell(TimesLrp(at), "0.00")]
            )
        );
    }

    private string Ranked
    {
        get
        {
            var ranked = (
                from one in Enumerable.Range(0, Methods.Length)
                from other in Enumerable.Range(0, one + 1)
                select AgreementTable[one, other].Ranked
            ).ToArray();
            return ranked.Min() == ranked.Max()
                ? ResultTable.Number(ranked.Min())
                : $"{ResultTable.Number(ranked.Min())} to {ResultTable.Number(ranked.Max())}";
        }
    }

    private void Matrix(TextWriter writer, string title, Func<MeanAgreement, string> cell) =>
        PlainTable.Write(
            writer,
            title,
            ["", .. Methods],
            Methods.Select(
                (method, one) =>
                    (ImmutableArray<string>)[method, .. Methods.Select((_, other) => cell(AgreementTable[one, other]))]
            )
        );

    private Option<double> Milliseconds(int method) =>
        Sentences == 0 ? Option<double>.None : Times[method].TotalMilliseconds / Sentences;

    private Option<double> TimesLrp(int method) =>
        Sentences == 0 || Methods.IndexOf(Lrp.Default.Name) is not (>= 0 and var lrp)
            ? Option<double>.None
            : Times[method] / Times[lrp];
}
