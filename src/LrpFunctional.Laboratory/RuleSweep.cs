using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory;

/// <summary>
/// What each setting of LRP conserves and where the rest goes, and how far settings agree, over as many sentences as
/// were added.
/// </summary>
/// <param name="Settings">The settings.</param>
/// <param name="Rules">Their rules and, if it is none of them, the default.</param>
/// <param name="Default">The place of the default among the rules.</param>
/// <param name="Agreements">How far the explanations by each agree with those by each.</param>
/// <param name="Ledgers">Where scores went by each.</param>
/// <param name="Sentences">How many sentences.</param>
public sealed record RuleSweep(
    ImmutableArray<Setting> Settings,
    ImmutableArray<RuleSet> Rules,
    int Default,
    AgreementTable Agreements,
    ImmutableArray<MeanLedger> Ledgers,
    int Sentences
)
{
    // A ledger has an entry for each step: few enough sentences at a time for those of all settings to stay in memory.
    private const int SentencesPerThread = 48;

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

    /// <summary>The sweep over sentences, which are read once.</summary>
    /// <exception cref="NotSupportedException">An output of the target is no score, nor the difference of
    /// two.</exception>
    public static RuleSweep Of(
        ImmutableArray<Setting> settings,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var none = Of(settings);
        return none.Explain(network, sentences, target, options, cancellation)
            .Aggregate(none, (sum, ofSentence) => sum.Add(ofSentence));
    }

    /// <summary>LRP by all the rules.</summary>
    public ImmutableArray<Method> Methods => [.. Rules.Select(Lrp.WithLedger)];

    /// <summary>What there is to add of each sentence of a stream, in its order; read once, a few at a time.</summary>
    public IEnumerable<ImmutableArray<Explanation>> Explain(
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        sentences
            .Chunk(SentencesPerThread * (options ?? ExplainOptions.Default).Threads)
            .SelectMany(some => Pipelines.Explain(Methods, network, some, target, options, cancellation));

    /// <summary>With the explanations of one more sentence by all the rules: rules by rules, class by class.</summary>
    /// <exception cref="ArgumentException">There are not equally many by each of the rules.</exception>
    public RuleSweep Add(ImmutableArray<Explanation> ofSentence) =>
        this with
        {
            Agreements = Agreements.Add(ofSentence),
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

    /// <summary>A part of the mean ledger; none without sentences.</summary>
    public Option<double> Mean(double part) => Sentences == 0 ? Option<double>.None : part;

    /// <summary>A part of the mean ledger in parts of the mean |score|, which all settings share out.</summary>
    public Option<double> OfScore(double part) => Ledgers[0].Score == 0 ? Option<double>.None : part / Ledgers[0].Score;

    /// <summary>The mean rank correlation of a setting with all others.</summary>
    public Option<double> WithOthers(int setting) =>
        Agreements.With(setting, Enumerable.Range(0, Settings.Length)).RankCorrelation;

    /// <summary>The mean rank correlation of a setting with the default.</summary>
    public Option<double> WithDefault(int setting) => Agreements[setting, Default].RankCorrelation;

    private static bool IsDefault(RuleSet rules) => rules.Name == RuleSet.Default.Name;
}
