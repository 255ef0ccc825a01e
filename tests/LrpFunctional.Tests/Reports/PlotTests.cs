using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Plots;
using LrpFunctional.Reports.Scorecards;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Tests.Reports;

/// <summary>Curves, whiskers and the page that holds them.</summary>
public sealed class PlotTests
{
    private const string Sly = "<script>alert(1)</script>";

    [Theory]
    [InlineData(0, 5, "0 1 2 3 4 5")]
    [InlineData(0, 1, "0 0.2 0.4 0.6 0.8 1")]
    [InlineData(-0.3, 0.42, "-0.2 0 0.2 0.4")]
    [InlineData(1200, 9100, "2000 4000 6000 8000")]
    public void Ticks_are_round_numbers_between_the_ends(double low, double high, string ticks) =>
        Assert.Equal(
            ticks,
            string.Join(
                ' ',
                new Axis(low, high).Ticks.Select(tick =>
                    Math.Round(tick, 9).ToString("0.###", CultureInfo.InvariantCulture)
                )
            )
        );

    [Fact]
    public void An_axis_over_one_number_or_none_has_room_around_it()
    {
        Assert.Equal(new Axis(2.5, 3.5), Axis.Over([3, 3]));
        Assert.Equal(new Axis(-0.5, 0.5), Axis.Over([double.NaN]));
    }

    [Fact]
    public void Points_stand_in_order_and_to_scale()
    {
        var picture = XDocument.Parse(
            SvgPlot.Of(new Plot("t", "x", "y", [new Panel("one", [new Curve("a", [.. Points(0, 1, 3)])])]))
        );
        var dots = Dots(picture);
        Assert.Equal(3, dots.Length);
        Assert.Equal(3, (dots[2].X - dots[0].X) / (dots[1].X - dots[0].X), 2);
        Assert.Equal(3, (dots[2].Y - dots[0].Y) / (dots[1].Y - dots[0].Y), 2);
        Assert.True(dots[2].Y < dots[0].Y);
    }

    [Fact]
    public void Whiskers_have_a_row_each()
    {
        var picture = XDocument.Parse(SvgWhiskers.Of("t", "x", [("a", 1, 0, 2), ("b", -1, -3, 0)]));
        var dots = Dots(picture);
        Assert.Equal(2, dots.Length);
        Assert.True(dots[0].X > dots[1].X && dots[0].Y < dots[1].Y);
    }

    [Fact]
    public void Names_are_text_wherever_they_stand()
    {
        ImmutableArray<string> pictures =
        [
            SvgPlot.Of(new Plot(Sly, Sly, Sly, [new Panel(Sly, [new Curve(Sly, [.. Points(0, 1)])])])),
            SvgWhiskers.Of(Sly, Sly, [(Sly, 1, 0, 2)]),
        ];
        var page = HtmlScorecard.Of(
            new Scorecard(
                Sly,
                [(Sly, Sly)],
                [
                    new ScorecardSection(
                        Sly,
                        Sly,
                        Sly,
                        pictures,
                        [
                            new ScorecardTable(
                                Sly,
                                [Sly, Sly],
                                [
                                    [Sly, Sly],
                                ]
                            ),
                        ]
                    ),
                ],
                Sly
            )
        );
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    private static IEnumerable<Reading> Points(params double[] places) =>
        places.Select(at => new Reading(at, 10 * at, (10 * at) - 1, (10 * at) + 1));

    private static (double X, double Y)[] Dots(XDocument picture) =>
        [
            .. picture
                .Descendants()
                .Where(element => element.Name.LocalName == "circle")
                .Select(dot => (Number(dot, "cx"), Number(dot, "cy"))),
        ];

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
