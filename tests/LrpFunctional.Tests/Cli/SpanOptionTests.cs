using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Phrases that are explained beside the words.</summary>
public sealed class SpanOptionTests
{
    [Fact]
    public async Task Spans_have_rows_of_their_own_the_sum_of_their_words_or_by_cd_their_own_part()
    {
        var words = await ExplainedText.Rows("--method", "lrp", "--method", "cd");
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            ExplainedText.Text,
            "--method",
            "lrp",
            "--method",
            "cd",
            "--span",
            "1-4",
            "--span",
            "5"
        );
        var rows = result.StandardOutput.TrimEnd('\n').Split('\n');
        Assert.Equal("sentence,first,last,words,label,predicted,target,method,relevance", rows[0]);
        Assert.Equal(
            ["1,1,4,not a very good", "1,5,5,film", "1,1,4,not a very good", "1,5,5,film"],
            rows[1..].Select(row => string.Join(',', row.Split(',')[..4]))
        );
        var numbers = rows[1..].Select(row => ExplainedText.Number(row.Split(','))).ToArray();
        Close.Absolute(
            1e-12,
            [words[..4].Sum(ExplainedText.Number), ExplainedText.Number(words[4]), ExplainedText.Number(words[10])],
            [numbers[0], numbers[1], numbers[3]]
        );
        Assert.NotEqual(words[6..10].Sum(ExplainedText.Number), numbers[2], 1e-3);
        var biases = await LrpCommand.Run(
            "explain",
            "--text",
            ExplainedText.Text,
            "--method",
            "cd",
            "--span",
            "1-4",
            "--bias-product",
            "phrase"
        );
        var row = biases.StandardOutput.Split('\n')[1].Split(',');
        Assert.Equal("cd-bias", row[^2]);
        Assert.NotEqual(numbers[2], ExplainedText.Number(row), 1e-6);
    }

    [Fact]
    public async Task A_phrase_is_drawn_as_one_among_the_words_around_it()
    {
        var words = await ExplainedText.Rows("--method", "lrp");
        var phrase = words[1..4].Sum(ExplainedText.Number);
        var rows = await Shown("--span", "2-4");
        var row = Assert.Single(rows);
        Assert.Contains($" a very good({Signed(phrase)}) film", row, StringComparison.Ordinal);
        Assert.StartsWith($"not({Signed(ExplainedText.Number(words[0]))})", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phrases_that_overlap_are_drawn_in_rows_of_their_own()
    {
        var rows = await Shown("--span", "1-4", "--span", "2-4", "--span", "5");
        Assert.Equal(2, rows.Length);
        Assert.Matches(@"^not a very good\(\S+\) film\(", rows[0]);
        Assert.Matches(@"^not(\(\S+\))? a very good\(\S+\) film", rows[1]);
    }

    [Fact]
    public async Task A_phrase_over_the_end_of_a_line_is_drawn_on_one()
    {
        var shown = await LrpCommand.Run("show", "--text", "a\nvery\tgood film", "--span", "1-3");
        Assert.Contains("a very good(", shown.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phrases_are_compared_with_those_of_the_same_option()
    {
        using var folder = new Sandbox();
        var (was, other) = (folder.At("was.csv"), folder.At("other.csv"));
        string[] spans = ["--method", "lrp", "--method", "cd", "--span", "1-4", "--span", "5"];
        string[] texts = ["--text", ExplainedText.Text, "--text", "what a fine film it is"];
        Assert.Equal(0, (await LrpCommand.Run(["explain", .. texts, .. spans, "--out", was])).ExitCode);
        var same = await LrpCommand.Run(["check", "--baseline", was, .. texts, .. spans, "--tolerance", "0"]);
        Assert.Equal(0, same.ExitCode);
        Assert.Matches(@"agree +2\n", same.StandardOutput);

        var rows = await File.ReadAllLinesAsync(was);
        rows[2] = string.Join(',', [.. rows[2].Split(',')[..^1], "7"]);
        await File.WriteAllTextAsync(other, string.Join('\n', rows) + "\n");
        var moved = await LrpCommand.Run(["check", "--baseline", other, .. texts, .. spans]);
        Assert.Equal(3, moved.ExitCode);
        Assert.Contains("5-5 film (2)", moved.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(3, (await LrpCommand.Run("diff", was, other)).ExitCode);

        var refused = await LrpCommand.Run(["check", "--baseline", was, .. texts, .. spans[..^2]]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "phrases are 1-4, 5-5, where 1-4 are expected",
            refused.StandardError,
            StringComparison.Ordinal
        );
        var words = await LrpCommand.Run(["check", "--baseline", was, .. texts, .. spans[..4]]);
        Assert.Contains(
            "a row for each phrase, where a row for each word",
            words.StandardError,
            StringComparison.Ordinal
        );
    }

    private static async Task<string[]> Shown(params string[] spans)
    {
        var shown = await LrpCommand.Run(["show", "--text", ExplainedText.Text, .. spans]);
        Assert.Equal(0, shown.ExitCode);
        return [.. shown.StandardOutput.Split('\n').Where(line => line.Contains("film", StringComparison.Ordinal))];
    }

    private static string Signed(double number) =>
        (number < 0 ? "−" : "+") + Math.Abs(number).ToString("G3", System.Globalization.CultureInfo.InvariantCulture);
}
