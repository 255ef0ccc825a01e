using System.Net;

namespace LrpFunctional.Reports.Html;

/// <summary>Text of files and users as pages may have it.</summary>
internal static class HtmlText
{
    /// <summary>Escaped for elements and attributes; what acts unseen is written out.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(Printable.Line(text));

    /// <summary>The same for what stands between words, which keeps its line feeds and tabs.</summary>
    public static string Gap(string text) =>
        text.AsSpan().ContainsAnyExcept(' ', '\n', '\t') ? string.Join('\n', text.Split('\n').Select(Of)) : text;
}
