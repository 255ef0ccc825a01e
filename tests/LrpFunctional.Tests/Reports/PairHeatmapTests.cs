using System.Xml.Linq;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Reports;

/// <summary>Squares with the words on both sides.</summary>
public sealed class PairHeatmapTests
{
    [Fact]
    public void A_box_has_the_colour_of_its_part_of_the_largest_and_says_its_number()
    {
        var picture = XDocument.Parse(SvgPairs.Of(DrawnHeatmaps.Pairs, Palette.RedBlue));
        var boxes = picture
            .Descendants()
            .Where(element => element.Name.LocalName == "rect" && element.HasElements)
            .ToDictionary(box => box.Value + " " + (string?)box.Attribute("y"), box => (string?)box.Attribute("fill"));
        // Of three words the largest is −0.2, of the first and the third; of thirteen it is −1.2.
        Assert.Contains(boxes, box => box.Key.StartsWith("w1 · w3: −0.2 ± 0.01", StringComparison.Ordinal));
        Assert.Equal(
            Palette.RedBlue.Against.Hex,
            boxes.First(box => box.Key.StartsWith("w1 · w13: −1.2", StringComparison.Ordinal)).Value
        );
        Assert.Equal(
            Palette.RedBlue.Of(0.5).Hex,
            boxes.First(box => box.Key.StartsWith("w1 · <b>GREAT</b>: +0.1 ± 0.01", StringComparison.Ordinal)).Value
        );
    }

    [Fact]
    public void Words_stand_as_they_were_written_and_steps_by_their_numbers()
    {
        var sentence = DefaultModel.Sentences(1)[0];
        var naming = Naming.Of(DefaultModel.Network.Classes);
        var grid = PairGrid.Of(HessianInteraction.Default.Explain(DefaultModel.Network, sentence), naming);
        Assert.Equal(sentence.Words.AsEnumerable(), grid.Words);
        var numbers = RandomNetworks.Create("Lstm of numbers, layers: 1");
        var steps = PairGrid.Of(
            HessianInteraction.Default.Explain(numbers, RandomNetworks.Sentences(numbers, 3, 3)[0], Target.Class(0))[0],
            Naming.Of(numbers.Classes)
        );
        Assert.Equal(["1", "2", "3"], steps.Words.AsEnumerable());
        Assert.Throws<ArgumentException>(() => PairHeatmap.Of(1, [], naming));
    }

    [Fact]
    public void The_strongest_pair_is_that_of_the_largest_size_and_a_step_alone_has_none()
    {
        Assert.Equal((0, 2, -0.2), DrawnHeatmaps.Pairs[0].Grids[0].Strongest);
        Assert.Equal(Option<(int, int, double)>.None, DrawnHeatmaps.Pairs[2].Grids[0].Strongest);
    }
}
