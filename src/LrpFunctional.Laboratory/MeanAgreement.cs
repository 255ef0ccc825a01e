using LanguageExt;

namespace LrpFunctional.Laboratory;

/// <summary>How far two methods agree over a data set.</summary>
/// <param name="Explanations">How many explanations of each were compared.</param>
/// <param name="Ranked">For how many of them the rank correlation is defined.</param>
/// <param name="RankCorrelations">The sum of these rank correlations.</param>
/// <param name="SameTopWords">How many have the same top word.</param>
public sealed record MeanAgreement(int Explanations, int Ranked, double RankCorrelations, int SameTopWords)
{
    /// <summary>Nothing compared yet.</summary>
    public static MeanAgreement None { get; } = new(0, 0, 0, 0);

    /// <summary>The mean rank correlation, over the explanations where it is defined, if there are any.</summary>
    public Option<double> RankCorrelation => Ranked == 0 ? Option<double>.None : RankCorrelations / Ranked;

    /// <summary>The share of explanations with the same top word, from 0 to 1, if there are any.</summary>
    public Option<double> SameTopWord => Explanations == 0 ? Option<double>.None : (double)SameTopWords / Explanations;

    /// <summary>With one more agreement.</summary>
    public MeanAgreement Add(Agreement agreement) =>
        Add(
            new MeanAgreement(
                1,
                agreement.RankCorrelation.IsSome ? 1 : 0,
                agreement.RankCorrelation.IfNone(0),
                agreement.IsSameTopWord ? 1 : 0
            )
        );

    /// <summary>With all that another one counted.</summary>
    public MeanAgreement Add(MeanAgreement other) =>
        new(
            Explanations + other.Explanations,
            Ranked + other.Ranked,
            RankCorrelations + other.RankCorrelations,
            SameTopWords + other.SameTopWords
        );
}
