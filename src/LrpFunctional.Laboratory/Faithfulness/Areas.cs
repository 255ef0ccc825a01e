using System.Collections.Immutable;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>How well numbers tell some places from all others.</summary>
internal static class Areas
{
    /// <summary>
    /// The area under the ROC curve: the share of pairs of a place that is sought and one that is not in which the first
    /// has the larger number; equal ones count half.
    /// </summary>
    public static double Roc(ImmutableArray<double> numbers, ImmutableArray<int> sought) =>
        (
            from place in sought
            from other in Enumerable.Range(0, numbers.Length)
            where !sought.Contains(other)
            select numbers[place] > numbers[other] ? 1
            : numbers[place] == numbers[other] ? 0.5
            : 0
        ).Average();

    /// <summary>
    /// The area under the precision-recall curve as steps: the mean over places sought of the share of those sought
    /// among all whose number is as large or larger.
    /// </summary>
    public static double PrecisionRecall(ImmutableArray<double> numbers, ImmutableArray<int> sought) =>
        sought.Average(place =>
            (double)sought.Count(other => numbers[other] >= numbers[place])
            / numbers.Count(number => number >= numbers[place])
        );
}
