using System.Collections.Immutable;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.DataSets;

/// <summary>How often each class was predicted where a person gave each class.</summary>
/// <param name="Classes">The names of the classes, in the order of rows and columns.</param>
/// <param name="Counts">For each label a row, for each prediction a column.</param>
internal sealed record Confusion(ImmutableArray<string> Classes, ImmutableArray<ImmutableArray<int>> Counts)
{
    /// <summary>How many sentences have a label.</summary>
    public int Labelled => Counts.Sum(row => row.Sum());

    /// <summary>How many of these were predicted right.</summary>
    public int Right => Counts.Index().Sum(row => row.Item[row.Index]);

    /// <summary>The counts of those sentences that have a label.</summary>
    public static Confusion Of(ImmutableArray<string> classes, ImmutableArray<Heatmap> heatmaps)
    {
        var pairs = heatmaps
            .SelectMany(heatmap => heatmap.Label.Map(label => (label, heatmap.Predicted)).ToSeq())
            .CountBy(pair => pair)
            .ToDictionary();
        return new Confusion(
            classes,
            [
                .. classes.Select(label =>
                    classes.Select(name => pairs.GetValueOrDefault((label, name))).ToImmutableArray()
                ),
            ]
        );
    }
}
