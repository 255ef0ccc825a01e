using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Latex;
using LrpFunctional.Reports.Markdown;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Reports.Terminal;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Tests.Snapshots;

namespace LrpFunctional.Tests.Reports;

/// <summary>What heatmaps look like, in each of the forms that they have.</summary>
public sealed class HeatmapSnapshotTests
{
    private static readonly ImmutableSortedDictionary<string, Func<HeatmapSet, string>> Forms = new Dictionary<
        string,
        Func<HeatmapSet, string>
    >
    {
        ["html"] = HtmlPage.Of,
        ["svg"] = set => SvgHeatmap.Of(set),
        ["tex"] = LatexHeatmap.Of,
        ["md"] = MarkdownHeatmap.Of,
        ["terminal-80-signs"] = set => OnTerminal(set, Colouring.Signs, 80),
        ["terminal-80-16"] = set => OnTerminal(set, Colouring.Sixteen, 80),
        ["terminal-80-256"] = set => OnTerminal(set, Colouring.Palette256, 80),
        ["terminal-200-true"] = set => OnTerminal(set, Colouring.True, 200),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Forms.Keys];

    /// <summary>The names of the pinned texts.</summary>
    public static IEnumerable<string> Pins => Forms.Keys.Select(Pin);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_heatmap_looks_as_it_did(string form) => Pinned.Match(Pin(form), Forms[form](Drawn()));

    private static string Pin(string form) => $"heatmap-{form}";

    private static string OnTerminal(HeatmapSet set, Colouring colouring, int width) =>
        string.Concat(set.Heatmaps.Select(heatmap => TerminalHeatmap.Of(set, heatmap, colouring, width)))
        + TerminalHeatmap.Legend(set, colouring, width);

    // A text by two methods, one of them without a sign, and a sequence of numbers.
    private static HeatmapSet Drawn()
    {
        var model = ModelFiles.Read(Repository.At("model")).OrThrow();
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, UnknownWordPolicy.Zero);
        var sentence = encoder.Text("here", "I can't say it's  \"<b>GREAT</b>\" & fun.", Option<int>.Some(1)).OrThrow();
        var words = Pipelines
            .Explain([Lrp.Default, Gradient.Sensitivity], model.Network, [sentence], Target.Predicted)
            .Single();
        var numbers = RandomNetworks.Create(units: 3, inputSize: 2, classes: 2, directions: 1, Matrix.Zero(0, 2));
        var steps = Pipelines
            .Explain(
                [Gradient.TimesInput],
                numbers,
                [LrpFunctional.Sequences.Sentence.Of(Matrix.Of(3, 2, [0.5, -1, 2, 0.25, -0.75, 1]), Option<int>.None)],
                Target.Predicted,
                new ExplainOptions { Detail = Detail.Features }
            )
            .Single();
        Heatmap Heatmap(int number, ImmutableArray<Explanation> explanations, ImmutableArray<string> classes) =>
            LrpFunctional.Reports.Heatmaps.Heatmap.Of(
                number,
                explanations,
                Naming.Of(classes),
                Granularities.Words,
                Merges.Sum
            );
        return new HeatmapSet(
            [Heatmap(1, words, model.Network.Classes), Heatmap(2, steps, numbers.Classes)],
            Palette.RedBlue,
            Scale.Sentence,
            "{\n  \"program\": \"<lrp>\"\n}"
        );
    }
}
