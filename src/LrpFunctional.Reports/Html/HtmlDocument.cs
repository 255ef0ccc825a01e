using System.Security.Cryptography;
using System.Text;

namespace LrpFunctional.Reports.Html;

/// <summary>
/// A page that needs nothing else: its policy of content security allows one style sheet and one script, by their
/// hashes, and nothing from a network.
/// </summary>
internal static class HtmlDocument
{
    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="css">Its style sheet.</param>
    /// <param name="script">Its script; empty where it has none.</param>
    /// <param name="body">What stands in it, as HTML.</param>
    public static string Of(string title, string css, string script, string body) =>
        new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; ")
            .Append($"form-action 'none'; style-src {Hash(css)}")
            .Append(script.Length > 0 ? $"; script-src {Hash(script)}" : "")
            .Append("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .Append($"<title>{HtmlText.Of(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n<main>\n")
            .Append($"<h1>{HtmlText.Of(title)}</h1>\n{body}</main>\n")
            .Append(script.Length > 0 ? $"<script>{script}</script>\n" : "")
            .Append("</body>\n</html>\n")
            .ToString();

    private static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
