using System.Text.RegularExpressions;

namespace LrpFunctional;

/// <summary>Text of files and users as it may be shown: one line, cut, and nothing that acts on a terminal.</summary>
public static partial class Printable
{
    /// <summary>How many characters of one value are shown.</summary>
    public const int OfValue = 200;

    /// <summary>
    /// The text on one line: line feeds, controls, marks that turn the direction of writing, what has no width and
    /// joins nothing, and half characters are written as escapes, <c>\n</c>, <c>\u001b</c>.
    /// </summary>
    public static string Line(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? Unprintable().Replace(text, found => string.Concat(found.Value.Select(Escape)))
            : text;

    /// <summary>The text, or its beginning and end where it has more characters; none is cut in two.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var (head, tail) = (2 * most / 3, text.Length - most + (2 * most / 3) + 1);
        var begin = char.IsHighSurrogate(text[head - 1]) ? head - 1 : head;
        var end = char.IsLowSurrogate(text[tail]) ? tail + 1 : tail;
        return $"{text[..begin]}…{text[end..]}";
    }

    /// <summary>One value among others on a line.</summary>
    public static string Value(string text) => Line(Cut(text, OfValue));

    private static string Escape(char letter) =>
        letter switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{(int)letter:x4}",
        };

    // Controls (Cc), marks of direction, separators of lines, the byte-order mark, what has no width or is no
    // character, tags beyond the first plane; joiners where they join no letters of a script that has them, and no
    // emoji; halves of surrogate pairs.
    [GeneratedRegex(
        @"[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
            + @"|\udb40[\udc00-\udc7f]|(?<![^\u0000-\u024f\u200b-\u200f])[\u200c\u200d]"
            + @"|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]"
    )]
    private static partial Regex Unprintable();
}
