using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli;

/// <summary>
/// What each setting of LRP conserves and where the rest goes, and how far settings agree, over as many sentences as
/// were added.
/// </summary>
internal sealed record RuleSweep(
    ImmutableArray<Setting> Settings,
    ImmutableArray<RuleSet> Rules,
    int Default,
    AgreementTable AgreementTable,
    ImmutableArray<MeanLedger> Ledgers,
    int Sentences
)
{
    /// <summary>Nothing added yet; the default rules take part as a measure even where they are no setting.</summary>
    public static RuleSweep Of(ImmutableArray<Setting> settings)
    {
        ImmutableArray<RuleSet> rules =
        [
            .. settings.Select(setting => setting.Rules),
            .. settings.Any(setting => IsDefault(setting.Rules)) ? [] : new[] { RuleSet.Default },
        ];
        return new RuleSweep(
            settings,
            rules,
            rules.IndexOf(rules.First(IsDefault)),
            AgreementTable.Among(rules.Length),
            [.. rules.Select(_ => MeanLedger.None)],
            0
        );
    }

    /// <summary>LRP by all the rules.</summary>
    public ImmutableArray<Method> Methods => [.. Rules.Select(Lrp.WithLedger)];

    /// <summary>With one more sentence.</summary>
    public RuleSweep Add(ImmutableArray<Explanation> ofSentence) =>
        this with
        {
            AgreementTable = AgreementTable.Add(ofSentence),
            Ledgers =
            [
                .. ofSentence
                    .Chunk(ofSentence.Length / Rules.Length)
                    .Zip(
                        Ledgers,
                        (explanations, mean) =>
                            explanations.Aggregate(
                                mean,
                                (sum, explanation) => explanation.Ledger.Match(sum.Add, () => sum)
                            )
                    ),
            ],
            Sentences = Sentences + 1,
        };

    /// <summary>A row for each setting.</summary>
    public void Write(TextWriter writer) =>
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
            Settings.Select(
                (setting, at) =>
                    (ImmutableArray<string>)
                        [
                            setting.Rule,
                            setting.Product,
                            .. new[] { setting.Epsilon, setting.BiasFactor, setting.Gamma, setting.Alpha }.Select(
                                ResultTable.Number
                            ),
                            ResultTable.Number(Ledgers[at].Ledgers),
                            .. new[]
                            {
                                Ledgers[at].Score,
                                Ledgers[at].Words,
                                Ledgers[at].Initial,
                                Ledgers[at].Gates,
                                Ledgers[at].Bias,
                                Ledgers[at].Stabilizer,
                                Ledgers[at].ConservationGap,
                            }.Select(part => ResultTable.Number(Mean(part))),
                            ResultTable.Number(OfScore(Ledgers[at].ConservationGap)),
                            ResultTable.Number(WithOthers(at)),
                            ResultTable.Number(WithDefault(at)),
                        ]
            )
        );

    /// <summary>All of it, for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="what">What was explained, in words.</param>
    public void WriteTable(TextWriter writer, string what) =>
        PlainTable.Write(
            writer,
            $"{ResultTable.Number(Sentences)} sentences, {ResultTable.Number(Ledgers[0].Ledgers)} explanations by each setting; {what}, mean |score| {PlainTable.Cell(Mean(Ledgers[0].Score), "G4")}",
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
            Settings.Select(
                (setting, at) =>
                    (ImmutableArray<string>)
                        [
                            setting.Rules.Name,
                            PlainTable.Cell(Mean(Ledgers[at].ConservationGap), "G3"),
                            .. new[]
                            {
                                Ledgers[at].ConservationGap,
                                Ledgers[at].Words,
                                Ledgers[at].Initial,
                                Ledgers[at].Gates,
                                Ledgers[at].Bias,
                                Ledgers[at].Stabilizer,
                            }.Select(part => PlainTable.Percent(OfScore(part))),
                            PlainTable.Cell(WithOthers(at), "0.000"),
                            PlainTable.Cell(WithDefault(at), "0.000"),
                        ]
            )
        );

    private static bool IsDefault(RuleSet rules) => rules.Name == RuleSet.Default.Name;

    private Option<double> Mean(double part) => Sentences == 0 ? Option<double>.None : part;

    // All settings share out the same scores.
    private Option<double> OfScore(double part) =>
        Ledgers[0].Score == 0 ? Option<double>.None : part / Ledgers[0].Score;

    private Option<double> WithOthers(int setting) =>
        AgreementTable.With(setting, Enumerable.Range(0, Settings.Length)).RankCorrelation;

    private Option<double> WithDefault(int setting) => AgreementTable[setting, Default].RankCorrelation;
}
