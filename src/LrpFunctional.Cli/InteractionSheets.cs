using System.Collections.Immutable;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Svg;

namespace LrpFunctional.Cli;

/// <summary>Interactions on their way into a text.</summary>
/// <param name="Add">Takes those of a sentence, by its number from 1.</param>
/// <param name="End">All have come; the record of the run is known.</param>
internal sealed record InteractionSheet(Action<int, ImmutableArray<WordInteractions>> Add, Action<string> End);

/// <summary>What interactions are written as.</summary>
internal static class InteractionSheets
{
    private const string Page = ".html";
    private const string Picture = ".svg";
    private const string Table = ".csv";

    /// <summary>The endings that there are.</summary>
    public static string Endings { get; } = string.Join(", ", Table, Page, Picture);

    /// <summary>How they are written to a file of this name; - is a table on standard output.</summary>
    /// <param name="option">The option that names it, for messages.</param>
    /// <param name="path">The file.</param>
    /// <param name="naming">What classes are called.</param>
    /// <param name="palette">The colours.</param>
    /// <exception cref="FaultException">Its ending is none that there is.</exception>
    public static Func<TextWriter, InteractionSheet> OfFile(string option, string path, Naming naming, Palette palette)
    {
        bool Ends(string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
        return path == Commands.InputOptions.Pipe || Ends(Table) ? Rows
            : Ends(Page) ? writer => Drawn(writer, naming, (all, record) => HtmlPairs.Of(all, palette, record))
            : Ends(Picture) ? writer => Drawn(writer, naming, (all, _) => SvgPairs.Of(all, palette))
            : throw new FaultException(
                new Fault(
                    $"{option} {Printable.Value(path)}",
                    $"its ending is none of {Endings}",
                    "name a file of such an ending"
                )
            );
    }

    /// <summary>The strongest pairs of each sentence, for people.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="naming">What classes are called.</param>
    /// <param name="top">How many pairs at most.</param>
    public static InteractionSheet Strongest(TextWriter writer, Naming naming, int top) =>
        new(
            (number, found) =>
            {
                foreach (var one in found.Where(one => one.Pairs.Rows > 1))
                    Write(writer, number, one, naming, top);
            },
            _ => { }
        );

    private static void Write(TextWriter writer, int number, WordInteractions found, Naming naming, int top)
    {
        var (pairs, all) = (found.Strongest(top), found.Pairs.Rows * (found.Pairs.Rows - 1) / 2);
        var (sentence, drawn) = (found.Prediction.Sentence, found.StandardErrors.IsSome);
        string Word(int at) =>
            !sentence.Words.IsEmpty ? sentence.Words[at]
            : sentence.StaticSize > 0 && at == sentence.Length - 1 ? "static"
            : $"step {at + 1}";
        PlainTable.Write(
            writer,
            Printable.Value(
                $"sentence {number}, predicted {naming.Predicted(found.Prediction)}, {found.Method} for "
                    + $"{naming.Target(found.Target)}: "
                    + (pairs.Length < all ? $"the {pairs.Length} strongest of {all} pairs" : $"{all} pairs")
            ),
            ["pair", "i", "j", "interaction", .. drawn ? ["standard error"] : Array.Empty<string>()],
            pairs.Select(pair =>
                (ImmutableArray<string>)
                    [
                        $"{Word(pair.First)} · {Word(pair.Second)}",
                        ResultTable.Number(pair.First + 1),
                        ResultTable.Number(pair.Second + 1),
                        PlainTable.Cell(pair.Interaction, "+0.0000;-0.0000;0.0000"),
                        .. pair.StandardError.Map(error => PlainTable.Cell(error, "0.0000")).ToSeq(),
                    ]
            )
        );
    }

    private static InteractionSheet Rows(TextWriter writer)
    {
        var table = new PairTable(writer);
        return new InteractionSheet(
            (number, found) =>
            {
                foreach (var one in found)
                    table.Add(number, one);
            },
            _ => table.Dispose()
        );
    }

    // What is drawn is held until its end, as a picture says its size before all else.
    private static InteractionSheet Drawn(
        TextWriter writer,
        Naming naming,
        Func<ImmutableArray<PairHeatmap>, string, string> of
    )
    {
        var all = ImmutableArray.CreateBuilder<PairHeatmap>();
        return new InteractionSheet(
            (number, found) =>
            {
                if (found[0].Pairs.Rows > 1)
                    all.Add(PairHeatmap.Of(number, found, naming));
            },
            record => writer.Write(of(all.DrainToImmutable(), record))
        );
    }
}
