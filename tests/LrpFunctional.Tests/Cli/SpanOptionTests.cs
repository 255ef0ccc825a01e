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
}
