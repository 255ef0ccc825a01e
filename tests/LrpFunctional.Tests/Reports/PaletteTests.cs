using LrpFunctional.Reports.Colours;

namespace LrpFunctional.Tests.Reports;

/// <summary>A colour says how much a word spoke for or against, and its text stays readable.</summary>
public sealed class PaletteTests
{
    // Sentence 291 of the reference program, target 0, with the relevances and colours that it printed.
    private static readonly double[] Relevances = [1.86, -1.58, 1.50, -1.54, 2.00, -0.04, -0.06, -0.12];
    private static readonly string[] Colours =
    [
        "#ff1111",
        "#3434ff",
        "#ff4040",
        "#3a3aff",
        "#ff0000",
        "#fafaff",
        "#f8f8ff",
        "#f0f0ff",
    ];

    public static TheoryData<string> Palettes => [.. Palette.Offered.Select(palette => palette.Name)];

    [Fact]
    public void Sentence_291_has_the_colours_that_the_reference_printed()
    {
        var largest = Relevances.Max(Math.Abs);
        foreach (var (relevance, hex) in Relevances.Zip(Colours))
        {
            var drawn = Palette.RedBlue.Of(Scale.Sentence.Shade(relevance, largest)).Hex;
            foreach (var (ours, theirs) in Channels(drawn).Zip(Channels(hex)))
                Assert.InRange(ours - theirs, -1, 1);
        }
    }

    [Theory]
    [InlineData(0, 0, "#ffffff")]
    [InlineData(5, 5, "#ff0000")]
    [InlineData(-5, 5, "#0000ff")]
    [InlineData(7, 5, "#ff0000")]
    [InlineData(double.NaN, 5, "#ffffff")]
    public void Edge_cases_of_the_scale_have_the_colours_of_the_reference(
        double relevance,
        double largest,
        string hex
    ) => Assert.Equal(hex, Palette.RedBlue.Of(Scale.Sentence.Shade(relevance, largest)).Hex);

    [Fact]
    public void A_set_or_a_number_is_the_scale_of_all_sentences_alike()
    {
        Assert.Equal(0.25, Scale.Set(4).Shade(1, largestOfStrip: 2));
        Assert.Equal(-1, Scale.Fixed(0.5).Shade(-1, largestOfStrip: 2));
    }

    [Theory]
    [MemberData(nameof(Palettes))]
    public void Text_on_every_colour_has_a_contrast_of_four_and_a_half(string name)
    {
        var palette = Palette.Offered.Single(one => one.Name == name);
        foreach (var colours in new[] { palette, palette.Dark })
        {
            for (var level = -Palette.Levels; level <= Palette.Levels; level++)
            {
                var ground = colours.At(level);
                Assert.InRange(ground.Contrast(ground.Ink), 4.5, 21);
            }
        }
    }

    [Fact]
    public void Contrast_is_that_of_the_guidelines()
    {
        Assert.Equal(21, Rgb.White.Contrast(Rgb.Black), 1e-12);
        Assert.Equal(4.54, new Rgb(0x76, 0x76, 0x76).Contrast(Rgb.White), 0.005);
    }

    private static int[] Channels(string hex) =>
        [.. new[] { 1, 3, 5 }.Select(at => Convert.ToInt32(hex.Substring(at, 2), 16))];
}
