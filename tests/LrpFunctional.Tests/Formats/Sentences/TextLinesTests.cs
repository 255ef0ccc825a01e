using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Tests.Formats.Sentences;

/// <summary>Lines are found in blocks of characters, and are those of a reader that looks at each.</summary>
public sealed class TextLinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("a\r\n\r\nb\rc\n\n")]
    [InlineData("\r\r\n\n\r")]
    public void Whatever_ends_them_and_however_few_characters_come_at_a_time(string text)
    {
        foreach (var most in Enumerable.Range(1, 5))
            Assert.Equal(Expected(text), Found(text, most));
    }

    [Fact]
    public void Lines_longer_than_a_block_and_ends_that_lie_between_two_blocks()
    {
        foreach (var length in new[] { 32_766, 32_767, 32_768, 100_000 })
        {
            var text = new string('x', length) + "\r\n" + new string('y', 3 * length) + "\r" + "\n" + "z";
            Assert.Equal(Expected(text), Found(text, int.MaxValue));
        }
    }

    [Fact]
    public void A_line_has_its_number_in_its_place() =>
        Assert.Equal(
            [("a.txt, line 1", "x"), ("a.txt, line 2", ""), ("a.txt, line 3", "y")],
            TextLines.Of("a.txt", new StringReader("x\r\n\ny")).Kept()
        );

    private static List<string> Expected(string text)
    {
        using var reader = new StringReader(text);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
    }

    private static IEnumerable<string> Found(string text, int most) =>
        TextLines.Of("a.txt", new Halting(text, most)).Kept().Select(line => line.Line);

    private sealed class Halting(string text, int most) : TextReader
    {
        private readonly StringReader _text = new(text);

        public override int Read(Span<char> buffer) => _text.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
