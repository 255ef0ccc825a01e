using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.DataSets;

/// <summary>How relevance is spread over sentences.</summary>
internal static class Profiles
{
    private const int MostPositions = 60;
    private const int Bins = 41;

    /// <summary>By position, from 1: the mean of |R_t| / Σ|R| over the sentences that have it.</summary>
    public static ImmutableArray<(string Label, double Height)> ByPosition(IEnumerable<Strip> strips) =>
        [
            .. strips
                .Select(strip => (strip, Total: strip.Cells.Sum(cell => Math.Abs(cell.Relevance))))
                .Where(pair => pair.Total > 0)
                .SelectMany(pair =>
                    pair.strip.Cells.Take(MostPositions)
                        .Select((cell, at) => (at, Share: Math.Abs(cell.Relevance) / pair.Total))
                )
                .GroupBy(share => share.at, share => share.Share)
                .OrderBy(position => position.Key)
                .Select(position => (Digits(position.Key + 1), position.Average())),
        ];

    /// <summary>How many words have which relevance, as log₁₀(1 + count), in equal parts of the range.</summary>
    public static ImmutableArray<(string Label, double Height)> Histogram(IEnumerable<Strip> strips)
    {
        var relevances = strips.SelectMany(strip => strip.Cells).Select(cell => cell.Relevance).ToArray();
        var largest = relevances.Select(Math.Abs).DefaultIfEmpty().Max();
        var least = relevances.Any(relevance => relevance < 0) ? -largest : 0;
        var width = largest > least ? (largest - least) / Bins : 1;
        var counts = relevances
            .CountBy(relevance => Math.Clamp((int)((relevance - least) / width), 0, Bins - 1))
            .ToDictionary();
        return
        [
            .. Enumerable
                .Range(0, Bins)
                .Select(bin =>
                    (Numbers.Plain(least + ((bin + 0.5) * width)), Math.Log10(1 + counts.GetValueOrDefault(bin)))
                ),
        ];
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
