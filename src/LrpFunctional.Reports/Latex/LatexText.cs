using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Reports.Latex;

/// <summary>Text of files and users as LaTeX may have it.</summary>
internal static class LatexText
{
    private static readonly ImmutableDictionary<char, string> Commands = new Dictionary<char, string>
    {
        ['\\'] = @"\textbackslash{}",
        ['{'] = @"\{",
        ['}'] = @"\}",
        ['#'] = @"\#",
        ['$'] = @"\$",
        ['%'] = @"\%",
        ['&'] = @"\&",
        ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}",
        ['~'] = @"\textasciitilde{}",
        ['<'] = @"\textless{}",
        ['>'] = @"\textgreater{}",
        ['|'] = @"\textbar{}",
        ['"'] = @"\textquotedbl{}",
        ['`'] = @"\textasciigrave{}",
        ['\''] = @"\textquotesingle{}",
        ['-'] = @"{-}",
        ['\u2212'] = @"\ensuremath{-}",
        ['·'] = @"\textperiodcentered{}",
        ['ε'] = @"\ensuremath{\varepsilon}",
        ['δ'] = @"\ensuremath{\delta}",
        ['γ'] = @"\ensuremath{\gamma}",
        ['α'] = @"\ensuremath{\alpha}",
        ['β'] = @"\ensuremath{\beta}",
    }.ToImmutableDictionary();

    /// <summary>Escaped; what acts unseen is written out.</summary>
    public static string Of(string text) =>
        Printable
            .Line(text)
            .Aggregate(
                new StringBuilder(),
                (latex, letter) => latex.Append(Commands.GetValueOrDefault(letter, letter.ToString()))
            )
            .ToString();
}
