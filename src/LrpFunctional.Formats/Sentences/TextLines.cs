namespace LrpFunctional.Formats.Sentences;

/// <summary>The lines of a text; a line feed, a carriage return, or both end one.</summary>
internal static class TextLines
{
    private const int Block = 1 << 15;

    /// <summary>The lines, read as they are asked for.</summary>
    /// <exception cref="FaultException">While reading: the text cannot be read, or is not UTF-8.</exception>
    public static IEnumerable<TextLine> Of(string source, TextReader reader)
    {
        var buffer = new char[Block];
        var (first, searched, end, number) = (0, 0, 0, 0);
        var (afterReturn, isRead) = (false, false);
        while (!isRead || first < end)
        {
            if (afterReturn && first < end)
            {
                afterReturn = false;
                if (buffer[first] == '\n')
                    (first, searched) = (first + 1, first + 1);
            }

            var at = buffer.AsSpan(searched, end - searched).IndexOfAny('\r', '\n');
            if (at >= 0 || (isRead && first < end))
            {
                var last = at >= 0 ? searched + at : end;
                yield return new TextLine(source, ++number, buffer.AsMemory(first, last - first));
                afterReturn = last < end && buffer[last] == '\r';
                (first, searched) = (last + 1, last + 1);
                continue;
            }

            buffer.AsSpan(first, end - first).CopyTo(buffer);
            (first, searched, end) = (0, end - first, end - first);
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var count = Edge.Characters(source, reader, buffer.AsSpan(end));
            (end, isRead) = (end + count, count == 0);
        }
    }

    /// <summary>The place and the text of each line, which outlive it.</summary>
    public static IEnumerable<(string Place, string Line)> Kept(this IEnumerable<TextLine> lines) =>
        lines.Select(line => (line.Place, line.Text));
}
