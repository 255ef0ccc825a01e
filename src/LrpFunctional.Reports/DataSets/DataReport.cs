using System.Collections.Immutable;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.DataSets;

/// <summary>What is reported of a data set.</summary>
/// <param name="Title">What the page is called.</param>
/// <param name="Model">What the model is, line by line.</param>
/// <param name="Classes">The names of the classes, as heatmaps have them.</param>
/// <param name="Heatmaps">The sentences and how they are drawn.</param>
/// <param name="Ledger">Where scores went on average: each part's name and mean; none where no ledger was kept.</param>
public sealed record DataReport(
    string Title,
    ImmutableArray<(string Name, string Value)> Model,
    ImmutableArray<string> Classes,
    HeatmapSet Heatmaps,
    ImmutableArray<(string Name, double Mean)> Ledger
)
{
    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(DataReport? other) =>
        other is not null
        && Title == other.Title
        && Model.SequenceEqual(other.Model)
        && Classes.SequenceEqual(other.Classes)
        && Heatmaps == other.Heatmaps
        && Ledger.SequenceEqual(other.Ledger);

    /// <summary>A hash over title and heatmaps.</summary>
    public override int GetHashCode() => HashCode.Combine(Title, Heatmaps);
}
