using System.Collections.Immutable;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>Words broken into lines: only where there is something between them.</summary>
internal static class Lines
{
    /// <summary>The lines of some cells; a word that is longer than a line stands alone.</summary>
    /// <param name="cells">The words.</param>
    /// <param name="width">How many columns a word takes.</param>
    /// <param name="columns">How many columns a line has.</param>
    public static ImmutableArray<ImmutableArray<Cell>> Of(
        ImmutableArray<Cell> cells,
        Func<Cell, int> width,
        int columns
    )
    {
        var lines = ImmutableArray.CreateBuilder<ImmutableArray<Cell>>();
        var line = ImmutableArray.CreateBuilder<Cell>();
        var at = 0;
        foreach (var together in Together(cells))
        {
            var (gap, size) = (TextWidth.Of(together[0].Before), Width(together, width));
            if (line.Count > 0 && at + gap + size > columns)
            {
                lines.Add(line.DrainToImmutable());
                at = 0;
            }

            at += line.Count == 0 ? size : gap + size;
            line.AddRange(line.Count == 0 ? together.SetItem(0, together[0] with { Before = "" }) : together);
        }

        lines.Add(line.DrainToImmutable());
        return lines.DrainToImmutable();
    }

    // Words that follow one another without a gap, as in "does" "n't", stay together.
    private static IEnumerable<ImmutableArray<Cell>> Together(ImmutableArray<Cell> cells)
    {
        var together = ImmutableArray<Cell>.Empty;
        foreach (var cell in cells)
        {
            if (!together.IsEmpty && cell.Before.Length > 0)
            {
                yield return together;
                together = [];
            }

            together = together.Add(cell);
        }

        if (!together.IsEmpty)
            yield return together;
    }

    private static int Width(ImmutableArray<Cell> together, Func<Cell, int> width) =>
        together.Sum(width) + together.Skip(1).Sum(cell => TextWidth.Of(cell.Before));
}
