using System.Collections.Immutable;
using LrpFunctional.Reports.Plots;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Training.Courses;

namespace LrpFunctional.Cli;

/// <summary>What the epochs of a training brought, as a picture.</summary>
internal static class LearningCurves
{
    /// <summary>The loss, and the parts of the sentences to judge by that were right, epoch by epoch.</summary>
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
            Of("right", epoch => epoch.Judgement.Map(judged => judged.Right)),
            Of("negative or positive", epoch => epoch.Judgement.Bind(judged => judged.Sides)),
        ];
        return SvgPlot.Of(
            new Plot(
                "loss and parts that are right, by epoch",
                "epoch",
                "loss, part that is right",
                [new Panel("", [.. curves.Where(curve => !curve.Points.IsEmpty)])]
            )
        );
    }
}
