using System.Collections.Immutable;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.DataSets;

/// <summary>What words speak for and against a target over a data set.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The target.</param>
/// <param name="For">Those with the largest means, the largest first.</param>
/// <param name="Against">Those with the smallest means below 0, the smallest first.</param>
internal sealed record WordMeans(
    string Method,
    string Target,
    ImmutableArray<WordMean> For,
    ImmutableArray<WordMean> Against
)
{
    private const int Shown = 12;

    /// <summary>The words of each method and target; a word counts from so many times on.</summary>
    public static ImmutableArray<WordMeans> Of(ImmutableArray<Heatmap> heatmaps, int least) =>
        [
            .. heatmaps
                .SelectMany(heatmap => heatmap.Strips)
                .Where(strip => strip.Grid.IsNone)
                .GroupBy(strip => (strip.Method, strip.Target))
                .Select(group => Of(group.Key, Means(group, least))),
        ];

    private static WordMeans Of((string Method, string Target) key, ImmutableArray<WordMean> means) =>
        new(
            key.Method,
            key.Target,
            [.. means.Where(word => word.Mean > 0).OrderByDescending(word => word.Mean).Take(Shown)],
            [.. means.Where(word => word.Mean < 0).OrderBy(word => word.Mean).Take(Shown)]
        );

    private static ImmutableArray<WordMean> Means(IEnumerable<Strip> strips, int least) =>
        [
            .. strips
                .SelectMany(strip => strip.Cells)
                .GroupBy(cell => cell.Text.ToLowerInvariant(), cell => cell.Relevance)
                .Select(word => new WordMean(word.Key, word.Average(), word.Count()))
                .Where(word => word.Count >= least),
        ];
}

/// <summary>A word and the mean of its relevances.</summary>
/// <param name="Word">The word, in lower case.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Count">Of how many.</param>
internal readonly record struct WordMean(string Word, double Mean, int Count);
