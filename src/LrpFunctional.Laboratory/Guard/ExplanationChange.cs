using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Laboratory.Guard;

/// <summary>An explanation as it was and as it is.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Before">As it was.</param>
/// <param name="Now">As it is.</param>
/// <param name="Distance">How far its numbers moved, where they are of the same words and the same class.</param>
public sealed record ExplanationChange(
    Verdict Verdict,
    KeptExplanation Before,
    KeptExplanation Now,
    Option<double> Distance
)
{
    /// <summary>The place of the number that moved farthest, the first of several, where there is a distance.</summary>
    public Option<int> Farthest =>
        Distance.Map(_ =>
            Before
                .Relevances.Zip(Now.Relevances, (before, now) => Math.Abs(now - before))
                .Index()
                .MaxBy(word => word.Item)
                .Index
        );

    /// <summary>The change from one explanation to another by the same method.</summary>
    public static ExplanationChange Of(KeptExplanation before, KeptExplanation now, Tolerance tolerance)
    {
        var isOfSameWords = before.Places.AsSpan().SequenceEqual(now.Places.AsSpan());
        var distance =
            isOfSameWords && before.Target == now.Target
                ? Option<double>.Some(tolerance.Distance(before.Relevances, now.Relevances))
                : Option<double>.None;
        return new ExplanationChange(
            !isOfSameWords ? Verdict.OtherWords
                : before.Predicted != now.Predicted ? Verdict.OtherClass
                : before.Target != now.Target ? Verdict.OtherTarget
                : distance.ForAll(tolerance.Allows) ? Verdict.Agrees
                : Verdict.Moved,
            before,
            now,
            distance
        );
    }
}
