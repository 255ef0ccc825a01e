using System.Collections.Immutable;
using LrpFunctional.Reports.Plots;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Training.Courses;

namespace LrpFunctional.Cli;

/// <summary>What the epochs of a training brought, as a picture.</summary>
internal static class LearningCurves
{
    /// <summary>The loss, and how good the network was on what it did not learn, epoch by epoch.</summary>
    public static string Of(Course course)
    {
        Curve Of(string name, Func<JudgedEpoch, LanguageExt.Option<double>> number) =>
            new(
                name,
                [
                    .. course.Epochs.SelectMany(epoch =>
                        number(epoch).Map(value => new Reading(epoch.Number, value, value, value)).ToSeq()
                    ),
                ]
            );
        ImmutableArray<Curve> curves =
        [
            Of("loss", epoch => epoch.Loss),
            Of("right", epoch => OfClasses(epoch).Map(judged => judged.Right)),
            Of("negative or positive", epoch => OfClasses(epoch).Bind(judged => judged.Sides)),
            Of("squared error", epoch => Judged<Judgement.OfNumbers>(epoch).Map(judged => judged.SquaredError)),
        ];
        return SvgPlot.Of(
            new Plot(
                "what the epochs brought",
                "epoch",
                "loss, part that is right",
                [new Panel("", [.. curves.Where(curve => !curve.Points.IsEmpty)])]
            )
        );
    }

    private static LanguageExt.Option<Judgement.OfClasses> OfClasses(JudgedEpoch epoch) =>
        Judged<Judgement.OfClasses>(epoch);

    private static LanguageExt.Option<T> Judged<T>(JudgedEpoch epoch)
        where T : Judgement =>
        epoch.Judgement.Bind(judged => judged is T own ? LanguageExt.Prelude.Some(own) : LanguageExt.Option<T>.None);
}
