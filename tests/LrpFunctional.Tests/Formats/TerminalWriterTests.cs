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
    public void Only_the_end_of_a_row_ends_a_line_and_nothing_acts_on_the_terminal(string csv, string shown)
    {
        using var terminal = new StringWriter();
        using var writer = new TerminalWriter(terminal);
        writer.Write(csv);
        writer.Flush();
        Assert.Equal(shown, terminal.ToString());
    }
}
