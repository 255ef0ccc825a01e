using System.Text.RegularExpressions;

namespace LrpFunctional;

/// <summary>Text of files and users as Markdown may have it.</summary>
public static partial class MarkdownText
{
    /// <summary>Escaped, for a line or a cell of a table; what acts unseen is written out.</summary>
    public static string Of(string text) =>
        Acting()
            .Replace(Printable.Line(text), @"\$0")
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"[\\`*_{}\[\]()#+!|~$-]")]
    private static partial Regex Acting();
}
