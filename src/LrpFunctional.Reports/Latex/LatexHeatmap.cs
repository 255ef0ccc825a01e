using System.Text;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Reports.Latex;

/// <summary>Heatmaps as a LaTeX document; what lies in its body can go into a paper that has its preamble.</summary>
public static class LatexHeatmap
{
    private const string Preamble = """
        \documentclass{article}
        \usepackage[T1]{fontenc}
        \usepackage[utf8]{inputenc}
        \usepackage{textcomp}
        \usepackage[table]{xcolor}
        \usepackage[margin=2.5cm]{geometry}
        \setlength{\fboxsep}{1.5pt}
        % a word, on its colour: ground, ink, word
        \newcommand{\lrpword}[3]{\colorbox[HTML]{#1}{\strut\textcolor[HTML]{#2}{#3}}}
        \newcommand{\lrpfor}[1]{\underline{#1}}
        \newcommand{\lrpagainst}[1]{\underline{\underline{#1}}}
        \begin{document}
        \raggedright

        """;

    /// <summary>The document.</summary>
    public static string Of(HeatmapSet set)
    {
        var latex = new StringBuilder(Preamble);
        foreach (var heatmap in set.Heatmaps)
        {
            latex.Append($"\\noindent\\textbf{{{LatexText.Of(Captions.Of(heatmap))}}}\\par\n");
            foreach (var strip in heatmap.Strips)
            {
                latex.Append($"\\noindent{{\\footnotesize {LatexText.Of(Captions.Of(strip))}}}\\par\n\\noindent\n");
                latex.Append(strip.Grid.Match(grid => Grid(set, strip, grid), () => Words(set, strip)));
                latex.Append("\\par\\smallskip\n");
            }

            latex.Append("\\medskip\n");
        }

        return latex
            .Append($"\\noindent{{\\footnotesize {LatexText.Of(Captions.LegendLine(set))}}}\n")
            .Append("\\end{document}\n")
            .ToString();
    }

    private static string Words(HeatmapSet set, Strip strip)
    {
        var shades = set.Shades(strip);
        var latex = new StringBuilder();
        foreach (var cell in strip.Cells)
        {
            var shade = shades(cell.Relevance);
            var ground = set.Palette.Of(shade);
            var word = LatexText.Of(cell.Text);
            var lined =
                !strip.IsSigned || !Shown.HasSign(shade) ? word
                : shade < 0 ? $"\\lrpagainst{{{word}}}"
                : $"\\lrpfor{{{word}}}";
            latex
                .Append(cell.Before.Length == 0 ? "" : @"\ ")
                .Append($"\\lrpword{{{ground.Hex[1..]}}}{{{ground.Ink.Hex[1..]}}}{{{lined}}}%\n");
        }

        return latex.ToString();
    }

    // One row for each feature; of long sequences the first steps that a line has room for.
    private static string Grid(HeatmapSet set, Strip strip, StepGrid grid)
    {
        const int Most = 40;
        var shades = set.Shades(strip);
        var steps = Math.Min(Most, grid.Values.Rows);
        var latex = new StringBuilder($"\\begin{{tabular}}{{r@{{\\ }}*{{{steps}}}{{@{{}}c}}}}\n");
        foreach (var (feature, name) in grid.Features.Index())
        {
            latex.Append(LatexText.Of(name));
            for (var step = 0; step < steps; step++)
                latex.Append(
                    $" & \\cellcolor[HTML]{{{set.Palette.Of(shades(grid.Relevances[step, feature])).Hex[1..]}}}\\strut\\ "
                );
            latex.Append("\\\\\n");
        }

        latex.Append("\\end{tabular}\n");
        return steps < grid.Values.Rows
            ? latex + $"\\par{{\\footnotesize steps 1 to {steps} of {grid.Values.Rows}}}"
            : latex.ToString();
    }
}
