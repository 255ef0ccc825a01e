using System.Collections.Immutable;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory;

namespace LrpFunctional.Cli;

/// <summary>A sweep of rules as tables.</summary>
internal static class RuleSweepTables
{
    /// <summary>A row for each setting.</summary>
    public static void Write(RuleSweep sweep, TextWriter writer) =>
        ResultTable.Write(
            writer,
            [
                "rule",
                "product",
                "epsilon",
                "bias_factor",
                "gamma",
                "alpha",
                "explanations",
                "score",
                "words",
                "initial",
                "gates",
                "bias",
                "stabilizer",
                "gap",
                "gap_of_score",
                "rank_correlation_others",
                "rank_correlation_default",
            ],
            sweep.Settings.Select(
                (setting, at) =>
                    (ImmutableArray<string>)
                        [
                            setting.Rule,
                            setting.Product,
                            .. new[] { setting.Epsilon, setting.BiasFactor, setting.Gamma, setting.Alpha }.Select(
                                ResultTable.Number
                            ),
                            ResultTable.Number(sweep.Ledgers[at].Ledgers),
                            .. new[]
                            {
                                sweep.Ledgers[at].Score,
                                sweep.Ledgers[at].Words,
                                sweep.Ledgers[at].Initial,
                                sweep.Ledgers[at].Gates,
                                sweep.Ledgers[at].Bias,
                                sweep.Ledgers[at].Stabilizer,
                                sweep.Ledgers[at].ConservationGap,
                            }.Select(part => ResultTable.Number(sweep.Mean(part))),
                            ResultTable.Number(sweep.OfScore(sweep.Ledgers[at].ConservationGap)),
                            ResultTable.Number(sweep.WithOthers(at)),
                            ResultTable.Number(sweep.WithDefault(at)),
                        ]
            )
        );

    /// <summary>All of it, for people.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="what">What was explained, in words.</param>
    public static void Write(RuleSweep sweep, TextWriter writer, string what) =>
        PlainTable.Write(
            writer,
            $"{ResultTable.Number(sweep.Sentences)} sentences, {ResultTable.Number(sweep.Ledgers[0].Ledgers)} "
                + $"explanations by each setting; {what}, "
                + $"mean |score| {PlainTable.Cell(sweep.Mean(sweep.Ledgers[0].Score), "G4")}",
            [
                "LRP by",
                "gap",
                "gap %",
                "words %",
                "initial %",
                "gates %",
                "bias %",
                "stabilizer %",
                "ρ others",
                "ρ default",
            ],
            sweep.Settings.Select(
                (setting, at) =>
                    (ImmutableArray<string>)
                        [
                            setting.Rules.Name,
                            PlainTable.Cell(sweep.Mean(sweep.Ledgers[at].ConservationGap), "G3"),
                            .. new[]
                            {
                                sweep.Ledgers[at].ConservationGap,
                                sweep.Ledgers[at].Words,
                                sweep.Ledgers[at].Initial,
                                sweep.Ledgers[at].Gates,
                                sweep.Ledgers[at].Bias,
                                sweep.Ledgers[at].Stabilizer,
                            }.Select(part => PlainTable.Percent(sweep.OfScore(part))),
                            PlainTable.Cell(sweep.WithOthers(at), "0.000"),
                            PlainTable.Cell(sweep.WithDefault(at), "0.000"),
                        ]
            )
        );
}
