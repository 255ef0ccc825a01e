using LanguageExt;

namespace LrpFunctional.Formats.Sentences;

/// <summary>The lines of a text, each with its place.</summary>
internal static class TextLines
{
    public static IEnumerable<(string Place, string Line)> Of(string source, TextReader reader) =>
        Lines(source, reader).Select((line, at) => ($"{source}, line {at + 1}", line));

    private static IEnumerable<string> Lines(string source, TextReader reader)
    {
        string? Next() =>
            Edge.Read(source, () => Edge.DecodeUtf8(source, () => Prelude.Optional(reader.ReadLine())))
                .OrThrow()
                .MatchUnsafe(line => line, () => null);

        while (Next() is { } line)
            yield return line;
    }
}
