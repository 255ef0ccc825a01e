using System.Text;
using LrpFunctional.Formats;

namespace LrpFunctional.Tests.Formats;

/// <summary>CSV on a terminal.</summary>
public sealed class TerminalWriterTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a,b\nc,d\n")]
    [InlineData("1,go\u001b[31mod\n", "1,go\\u001b[31mod\n")]
    [InlineData("1,\"a\nlrp: b\"\n2,\"\"\"\n\"\"\"\n3,c\n", "1,\"a\\nlrp: b\"\n2,\"\"\"\\n\"\"\"\n3,c\n")]
    [InlineData("1,😀\u202e\n", "1,😀\\u202e\n")]
    [InlineData("1,می\u200cروم,👩\u200d👧,a\u200cb\n", "1,می\u200cروم,👩\u200d👧,a\\u200cb\n")]
    [InlineData("1,\U000e0041\n", "1,\\udb40\\udc41\n")]
    public void Only_the_end_of_a_row_ends_a_line_and_nothing_acts_on_the_terminal(string csv, string shown)
    {
        using var terminal = new StringWriter();
        using var writer = new TerminalWriter(terminal);
        writer.Write(csv);
        writer.Flush();
        Assert.Equal(shown, terminal.ToString());
        Assert.Equal(shown, OfBytes(csv));
    }

    // However the bytes of a letter come.
    private static string OfBytes(string csv)
    {
        using var terminal = new MemoryStream();
        using var stream = new TerminalStream(terminal);
        foreach (var part in Encoding.UTF8.GetBytes(csv))
            stream.Write([part]);
        stream.Flush();
        return Encoding.UTF8.GetString(terminal.ToArray());
    }
}
