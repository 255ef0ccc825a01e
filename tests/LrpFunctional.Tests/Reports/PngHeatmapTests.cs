using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using LanguageExt;
using LrpFunctional.Pictures;
using LrpFunctional.Pictures.Fonts;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Tests.Reference;
using SkiaSharp;

namespace LrpFunctional.Tests.Reports;

/// <summary>A heatmap goes into slides and messages, which take pictures of dots only.</summary>
public sealed class PngHeatmapTests
{
    // Sentence 291 of the reference program, target 0, with the relevances and colours that it printed.
    private static readonly ImmutableArray<(string Word, double Relevance, string Colour)> Printed =
    [
        ("neither", 1.86, "#ff1111"),
        ("funny", -1.58, "#3434ff"),
        ("nor", 1.50, "#ff4040"),
        ("suspenseful", -1.54, "#3a3aff"),
        ("nor", 2.00, "#ff0000"),
        ("particularly", -0.04, "#fafaff"),
        ("well-drawn", -0.06, "#f8f8ff"),
        (".", -0.12, "#f0f0ff"),
    ];

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2.5)]
    public void Sentence_291_has_its_colours_and_its_words(double dots)
    {
        var set = Set([.. Printed.Select(word => (word.Word, word.Relevance))]);
        using var picture = Drawn(set, dots);
        var svg = XElement.Parse(SvgHeatmap.Of(set));
        double Of(XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        Assert.Equal(
            ((int)Math.Ceiling(Of(svg, "width") * dots), (int)Math.Ceiling(Of(svg, "height") * dots)),
            (picture.Width, picture.Height)
        );
        Assert.Equal(SKColors.White, picture.GetPixel(0, 0));
        Assert.Equal(SKColors.White, picture.GetPixel(picture.Width - 1, picture.Height - 1));
        var boxes = svg.Descendants().Where(element => element.Attribute("rx") is not null).ToArray();
        Assert.Equal(Printed.Length, boxes.Length);
        foreach (var (box, (word, _, colour)) in boxes.Zip(Printed))
        {
            var cell = SKRect.Create(
                (float)(Of(box, "x") * dots),
                (float)(Of(box, "y") * dots),
                (float)(Of(box, "width") * dots),
                (float)(Of(box, "height") * dots)
            );

            // Above the letters.
            var ground = picture.GetPixel((int)cell.MidX, (int)(cell.Top + dots));
            var printed = SKColor.Parse(colour);
            Assert.InRange(ground.Red - printed.Red, -1, 1);
            Assert.InRange(ground.Green - printed.Green, -1, 1);
            Assert.InRange(ground.Blue - printed.Blue, -1, 1);
            Assert.InRange(Ink(picture, cell, ground), word == "." ? 0.01 : 0.1, 0.6);
        }
    }

    [SkippableFact]
    public void Letters_and_their_marks_are_set_together()
    {
        Require("é");
        Assert.Equal(Bytes(Set([("caf\u00e9", 1)])), Bytes(Set([("cafe\u0301", 1)])));
        Assert.NotEqual(Bytes(Set([("caf\u00e9", 1)])), Bytes(Set([("cafe", 1)])));
    }

    [SkippableFact]
    public void Words_that_are_written_from_the_right_are_drawn_so()
    {
        // The first letter hangs high, stands at the right and leaves the line empty below it.
        Require("\u05d9\u05e9");
        using var picture = Drawn(Set([("\u05d9\u05e9", 0), ("x", 1)]), 4);
        var box = XElement
            .Parse(SvgHeatmap.Of(Set([("\u05d9\u05e9", 0), ("x", 1)])))
            .Descendants()
            .First(element => element.Attribute("rx") is not null);
        float Of(string name) => 4 * float.Parse(box.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        double Low(float x) =>
            Ink(
                picture,
                SKRect.Create(x, Of("y") + (0.55f * Of("height")), Of("width") / 5, Of("height") / 6),
                SKColors.White
            );
        Assert.InRange(Low(Of("x")), 0.1, 1);
        Assert.Equal(0, Low(Of("x") + (0.8f * Of("width"))));
    }

    [SkippableFact]
    public void Sequences_of_numbers_are_grids_with_a_line_of_what_was_read()
    {
        Require("a");
        using var picture = Drawn(DrawnHeatmaps.Set, 2);
        var svg = XElement.Parse(SvgHeatmap.Of(DrawnHeatmaps.Set));
        var shift = svg.Elements().Single(element => element.Attribute("transform") is not null);
        var numbers = shift.Attribute("transform")!.Value.Split('(', ' ', ')');
        double Of(XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        var (left, top) = (
            double.Parse(numbers[1], CultureInfo.InvariantCulture),
            double.Parse(numbers[2], CultureInfo.InvariantCulture)
        );
        var boxes = shift.Elements().Where(element => element.Name.LocalName == "rect").ToArray();
        Assert.Equal(6, boxes.Length);
        Assert.All(
            boxes,
            box =>
                Assert.Equal(
                    SKColor.Parse(box.Attribute("fill")!.Value),
                    picture.GetPixel((int)(2 * (left + Of(box, "x") + 3)), (int)(2 * (top + Of(box, "y") + 1)))
                )
        );
    }

    [Fact]
    public void A_machine_without_fonts_is_told_which_to_install()
    {
        using var empty = new Sandbox();
        var fault = Assert.Single(Assert.Throws<FaultException>(() => PngHeatmap.Check([empty.Root])).Faults);
        Assert.Contains("no font with Latin letters", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("apt-get install fonts-dejavu-core", fault.Remedy, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_picture_that_would_lack_letters_is_refused()
    {
        Require("a");

        // For private use: no font of a system has it.
        var refused = Assert.Throws<FaultException>(() => Bytes(Set([("fine", 1), ("\U000ffffd", 1)])));
        Assert.Contains("(U+FFFFD)", Assert.Single(refused.Faults).Problem, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_picture_that_no_program_shows_is_refused()
    {
        Require("a");
        var long_ = Set([.. Enumerable.Repeat(("particularly", 1.0), 8000)]);
        var refused = Assert.Throws<FaultException>(() => Bytes(long_));
        Assert.Contains("32,767 of a side", Assert.Single(refused.Faults).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_font_is_passed_over()
    {
        using var folder = new Sandbox();
        folder.Write("DejaVuSansMono.ttf", "no font");
        Assert.Throws<FaultException>(() => PngHeatmap.Check([folder.Root]));
    }

    private static HeatmapSet Set(ImmutableArray<(string Word, double Relevance)> words) =>
        new(
            [
                new Heatmap(
                    291,
                    Option<string>.None,
                    Option<string>.None,
                    "very negative (0)",
                    Option<double>.None,
                    [
                        new Strip(
                            "lrp",
                            "",
                            IsSigned: true,
                            "0",
                            Option<double>.None,
                            Option<double>.None,
                            [.. words.Select(word => new Cell(" ", word.Word, word.Relevance))],
                            "",
                            Option<StepGrid>.None
                        ),
                    ]
                ),
            ],
            Palette.RedBlue,
            Scale.Sentence,
            ""
        );

    private static byte[] Bytes(HeatmapSet set) => PngHeatmap.Of(set, 2, FontFiles.Folders);

    private static SKBitmap Drawn(HeatmapSet set, double dots)
    {
        Require("Aa0ε");
        return SKBitmap.Decode(PngHeatmap.Of(set, dots, FontFiles.Folders));
    }

    private static void Require(string letters)
    {
        using var fonts = new FontBook(FontFiles.In(FontFiles.Folders));
        Skip.IfNot(fonts.Missing([letters]).IsEmpty, $"no font has {letters}: apt-get install fonts-dejavu-core");
    }

    // The part of a cell that is far from its ground.
    private static double Ink(SKBitmap picture, SKRect cell, SKColor ground)
    {
        var dots =
            from x in Enumerable.Range((int)Math.Ceiling(cell.Left) + 1, (int)cell.Width - 3)
            from y in Enumerable.Range((int)Math.Ceiling(cell.Top) + 1, (int)cell.Height - 3)
            select picture.GetPixel(x, y);
        var all = dots.ToArray();
        return all.Count(dot =>
                Math.Abs(dot.Red - ground.Red) + Math.Abs(dot.Green - ground.Green) + Math.Abs(dot.Blue - ground.Blue)
                > 150
            ) / (double)all.Length;
    }
}
