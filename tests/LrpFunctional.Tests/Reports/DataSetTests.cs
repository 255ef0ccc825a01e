using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Reports.DataSets;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Tests.Reports;

/// <summary>What a report counts, worked out by hand.</summary>
public sealed class DataSetTests
{
    private static readonly ImmutableArray<Heatmap> Heatmaps =
    [
        Sentence(1, "a", "a", ("Good", 2), ("film", -1)),
        Sentence(2, "a", "b", ("good", 1), ("film", -2), ("film", -3)),
        Sentence(3, Option<string>.None, "b", ("odd", 0)),
    ];

    [Fact]
    public void A_confusion_counts_labels_down_and_predictions_across()
    {
        var confusion = Confusion.Of(["a", "b"], Heatmaps);
        Assert.Equal<int>([1, 1], confusion.Counts[0]);
        Assert.Equal<int>([0, 0], confusion.Counts[1]);
        Assert.Equal((1, 2), (confusion.Right, confusion.Labelled));
    }

    [Fact]
    public void Words_have_the_mean_of_all_their_places_whatever_their_case()
    {
        var means = Assert.Single(WordMeans.Of(Heatmaps, least: 2));
        Assert.Equal<WordMean>([new WordMean("good", 1.5, 2)], means.For);
        Assert.Equal<WordMean>([new WordMean("film", -2, 3)], means.Against);
    }

    [Fact]
    public void A_position_has_the_mean_share_of_the_sentences_that_reach_it()
    {
        var shares = Profiles.ByPosition(Heatmaps.SelectMany(heatmap => heatmap.Strips));
        Assert.Equal(["1", "2", "3"], shares.Select(share => share.Label));
        Assert.Equal((2.0 / 3 + 1.0 / 6) / 2, shares[0].Height, 1e-12);
        Assert.Equal((1.0 / 3 + 2.0 / 6) / 2, shares[1].Height, 1e-12);
        Assert.Equal(0.5, shares[2].Height, 1e-12);
    }

    [Fact]
    public void A_histogram_holds_every_word_once()
    {
        var bins = Profiles.Histogram(Heatmaps.SelectMany(heatmap => heatmap.Strips));
        Assert.Equal(6, bins.Sum(bin => Math.Pow(10, bin.Height) - 1), 1e-9);
        Assert.Equal(Math.Log10(2), bins[0].Height, 1e-12);
    }

    private static Heatmap Sentence(
        int number,
        Option<string> label,
        string predicted,
        params (string Word, double Relevance)[] words
    ) =>
        new(
            number,
            Option<string>.None,
            label,
            predicted,
            0.5,
            [
                new Strip(
                    "lrp",
                    "",
                    IsSigned: true,
                    "a",
                    Value: 1,
                    Option<double>.None,
                    [.. words.Select(word => new Cell(" ", word.Word, word.Relevance))],
                    "",
                    Option<StepGrid>.None
                ),
            ]
        );
}
