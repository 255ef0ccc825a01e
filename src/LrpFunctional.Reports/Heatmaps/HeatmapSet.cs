using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Reports.Colours;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>Heatmaps that are drawn together, and how.</summary>
/// <param name="Heatmaps">The sentences.</param>
/// <param name="Palette">Their colours.</param>
/// <param name="Scale">What a full colour stands for.</param>
/// <param name="Record">How they were made, as text; empty where nobody says.</param>
public sealed record HeatmapSet(ImmutableArray<Heatmap> Heatmaps, Palette Palette, Scale Scale, string Record)
{
    /// <summary>The largest |R| of all strips; 0 where nothing is relevant.</summary>
    public static double Largest(ImmutableArray<Heatmap> heatmaps) =>
        heatmaps.SelectMany(heatmap => heatmap.Strips).Select(strip => strip.Largest).DefaultIfEmpty().Max();

    /// <summary>The shade of a relevance of a strip, −1 to 1; of sizes 0 to 1.</summary>
    public Func<double, double> Shades(Strip strip)
    {
        var largest = strip.Largest;
        return relevance => Scale.Shade(relevance, largest);
    }

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(HeatmapSet? other) =>
        other is not null
        && (Palette, Scale, Record) == (other.Palette, other.Scale, other.Record)
        && Heatmaps.SequenceEqual(other.Heatmaps);

    /// <summary>A hash over how they are drawn.</summary>
    public override int GetHashCode() => HashCode.Combine(Palette, Scale, Record, Heatmaps.Length);
}
