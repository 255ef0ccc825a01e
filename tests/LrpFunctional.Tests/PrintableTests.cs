namespace LrpFunctional.Tests;

/// <summary>Text of files as it may be shown.</summary>
public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain, größer, 漢字, 😀", "plain, größer, 漢字, 😀")]
    [InlineData("go\u001b[31mod", "go\\u001b[31mod")]
    [InlineData("a\nlrp: b\r\tc\u0000\u007f", "a\\nlrp: b\\r\\tc\\u0000\\u007f")]
    [InlineData("\u0085\u009b", "\\u0085\\u009b")]
    [InlineData(
        "\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff",
        "\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a\\u202e\\u2066\\u2069\\ufeff"
    )]
    [InlineData(
        "\u00ad\u180e\u200b\u2060\u2064\u206a\u206f\ufff9\ufffb\ufffe\uffff",
        "\\u00ad\\u180e\\u200b\\u2060\\u2064\\u206a\\u206f\\ufff9\\ufffb\\ufffe\\uffff"
    )]
    [InlineData("a\u200db\u200cc", "a\\u200db\\u200cc")]
    [InlineData("a\U000e0041", "a\\udb40\\udc41")]
    [InlineData("می\u200cروم, क्\u200dष, 👩\u200d👧", "می\u200cروم, क्\u200dष, 👩\u200d👧")]
    [InlineData("می\u200c\u200cروم", "می\u200c\\u200cروم")]
    [InlineData("הסרט מצוין, فيلم رائع", "הסרט מצוין, فيلم رائع")]
    public void What_a_terminal_would_act_on_is_an_escape(string text, string shown)
    {
        Assert.Equal(shown, Printable.Line(text));
        Assert.Equal(shown, Printable.Line(shown));
    }

    [Fact]
    public void Half_a_character_is_an_escape() =>
        Assert.Equal(
            "a\\ud83db\\ude00\\ude00",
            Printable.Line(string.Concat("a", (char)0xd83d, "b", (char)0xde00, (char)0xde00))
        );

    [Theory]
    [InlineData("0123456789", 10, "0123456789")]
    [InlineData("0123456789a", 10, "012345…89a")]
    [InlineData("01234😀6789abc", 10, "01234…abc")]
    [InlineData("012345678😀cd", 10, "012345…cd")]
    public void A_long_text_keeps_its_beginning_and_its_end_and_whole_characters(string text, int most, string shown) =>
        Assert.Equal(shown, Printable.Cut(text, most));

    [Fact]
    public void A_fault_is_one_line_of_readable_length_whatever_it_is_made_of()
    {
        var fault = new Fault(
            "a\u001b[2J\nlrp: b, line 3",
            $"it is \"{new string('x', 100_000)}\", where less is expected",
            "mend it"
        );
        Assert.Equal($"a\\u001b[2J\\nlrp: b, line 3: {fault.Problem}; mend it", $"{fault}");
        Assert.Equal(600, fault.Problem.Length);
        Assert.EndsWith("xxx\", where less is expected", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_faults_twenty_are_told_and_the_rest_counted()
    {
        Fault[] faults = [.. Enumerable.Range(1, 1_234_567).Select(line => new Fault("f", "p", "r"))];
        Assert.Equal(20, Fault.Lines([.. faults[..20]]).Count());
        string[] lines = [.. Fault.Lines([.. faults])];
        Assert.Equal((21, "and at least 1,234,547 more"), (lines.Length, lines[^1]));
        Assert.Equal(string.Join(Environment.NewLine, lines), new FaultException([.. faults]).Message);
    }
}
