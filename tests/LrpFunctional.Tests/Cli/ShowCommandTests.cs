using System.Text;
using System.Text.RegularExpressions;
using LrpFunctional.Pictures.Fonts;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>An explanation is looked at.</summary>
public sealed class ShowCommandTests
{
    private const string Text = "The plot is thin, but the acting is superb.";

    [Fact]
    public async Task In_a_pipe_heatmaps_have_numbers_and_no_escapes()
    {
        var shown = await LrpCommand.Run("show", "--text", Text);
        Assert.Equal(0, shown.ExitCode);
        Assert.DoesNotContain('\u001b', shown.StandardOutput);
        Assert.Contains("predicted positive (3)", shown.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("superb(+1.81).", shown.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colours_that_are_asked_for_come_through_a_pipe_and_escapes_of_a_text_do_not()
    {
        var shown = await LrpCommand.Run([
            "show",
            "--text",
            "a \u001b[31mred\u202e film",
            "--unknown",
            "zero",
            "--colours",
            "true",
        ]);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("\u001b[38;2;", shown.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[31m", shown.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', shown.StandardOutput);
        Assert.Contains("\\u001b", shown.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html", "data-r=\"+1.81\">superb</span>")]
    [InlineData("svg", "<title>superb: +1.81</title>")]
    [InlineData("tex", @"{\lrpfor{superb}}")]
    [InlineData("md", "**superb**<sup>+1.81</sup>")]
    public async Task A_file_has_the_form_that_its_ending_says_and_a_record_beside_it(string ending, string part)
    {
        using var folder = new Sandbox();
        var path = Path.Combine(folder.Root, $"heatmaps.{ending}");
        var shown = await LrpCommand.Run("show", "--text", Text, "--out", path);
        Assert.Equal("", shown.StandardOutput);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(part, await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        Assert.True(File.Exists($"{path}.meta.json"));
    }

    [SkippableFact]
    public async Task A_picture_of_dots_is_written_whole_with_a_record_beside_it()
    {
        Skip.If(FontFiles.In(FontFiles.Folders).IsEmpty, "there is no font: apt-get install fonts-dejavu-core");
        using var folder = new Sandbox();
        var path = folder.At("heatmaps.png");
        var shown = await LrpCommand.Run("show", "--text", Text, "--out", path, "--dots", "1");
        Assert.Equal("", shown.StandardOutput);
        Assert.Equal(0, shown.ExitCode);
        var bytes = await File.ReadAllBytesAsync(path);
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(bytes, 0, 8));
        Assert.Equal("IEND", Encoding.Latin1.GetString(bytes, bytes.Length - 8, 4));
        Assert.True(File.Exists($"{path}.meta.json"));
    }

    [SkippableFact]
    public async Task A_picture_that_would_lack_letters_leaves_no_file()
    {
        Skip.If(FontFiles.In(FontFiles.Folders).IsEmpty, "there is no font: apt-get install fonts-dejavu-core");
        using var folder = new Sandbox();
        var path = folder.At("heatmaps.png");
        var shown = await LrpCommand.Run("show", "--text", "a \U000ffffd", "--unknown", "zero", "--out", path);
        Assert.Equal(2, shown.ExitCode);
        Assert.Contains("(U+FFFFD)", shown.StandardError, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task A_report_says_how_right_a_model_is_and_shows_every_sentence()
    {
        using var folder = new Sandbox();
        var path = folder.At("report.html");
        var reported = await LrpCommand.Run("report", "--method", "lrp", "--method", "gi", "--out", path);
        Assert.Equal(0, reported.ExitCode);
        Assert.Contains("accuracy 53.33 %", reported.StandardError, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(path);
        Assert.Contains("accuracy 53.3 %, 160 of 300", page, StringComparison.Ordinal);
        Assert.Equal(300, Regex.Count(page, "<article "));
        Assert.Equal(600, Regex.Count(page, "<figure "));
    }

    [Fact]
    public async Task A_report_can_be_filtered_by_what_people_said_of_the_sentences()
    {
        using var folder = new Sandbox();
        var path = folder.At("report.html");
        var tags = Repository.At("data", "tags.csv");
        var reported = await LrpCommand.Run("report", "--tags", tags, "--out", path);
        Assert.Equal(0, reported.ExitCode);
        var page = await File.ReadAllTextAsync(path);
        Assert.Contains(
            "<label>tag <select name=\"tag\"><option value=\"\">all</option>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<option>double-negation</option>", page, StringComparison.Ordinal);

        // As many as the card of the data says.
        Assert.Equal(19, Regex.Count(page, "<article [^>]*&quot;double-negation&quot;"));
        Assert.Equal(97, Regex.Count(page, "<article [^>]*&quot;negation&quot;"));
        Assert.Contains(
            "tags.csv",
            await File.ReadAllTextAsync(folder.At("report.html.meta.json")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Tags_can_be_a_column_of_the_data_itself()
    {
        using var folder = new Sandbox();
        var (path, data) = (folder.At("report.html"), folder.At("data.csv"));
        await File.WriteAllTextAsync(data, "text,topic\ngood,\"a\"\"<b>; c\"\nbad,\n");
        string[] run = ["report", "--data", data, "--tags", data, "--out", path];
        Assert.Equal(0, (await LrpCommand.Run([.. run, "--tag-column", "topic"])).ExitCode);
        var page = await File.ReadAllTextAsync(path);
        Assert.Contains("<option>a&quot;&lt;b&gt;</option><option>c</option></select>", page, StringComparison.Ordinal);
        Assert.Contains(
            " · a&quot;&lt;b&gt;, c</h3>",
            page.Replace("&#183;", "·", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal(1, Regex.Count(page, "data-tags="));

        // Without tags the page is as it was.
        Assert.Equal(0, (await LrpCommand.Run(["report", "--data", data, "--out", path])).ExitCode);
        Assert.DoesNotContain(
            "tag",
            Regex.Replace(await File.ReadAllTextAsync(path), "stage|--tag", ""),
            StringComparison.Ordinal
        );
        var other = folder.At("other.csv");
        await File.WriteAllTextAsync(other, "tags\na\nb\nc\n");
        foreach (
            var (arguments, problem) in new (string[], string)[]
            {
                (["--tags", data], "there is no column \"tags\""),
                (["--tag-column", "topic"], "no table is named by --tags"),
                (["--tags", other], "it has 3 rows, where there are 2 sentences"),
                (["--tags", folder.At("none.csv")], "none.csv"),
            }
        )
        {
            var refused = await LrpCommand.Run(["report", "--data", data, "--out", path, .. arguments]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(problem, refused.StandardError, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Prefixes_of_a_sentence_are_rows_of_one_heatmap()
    {
        var shown = await LrpCommand.Run("show", "--text", "not good", "--prefixes");
        Assert.Single(Regex.Matches(shown.StandardOutput, "^sentence", RegexOptions.Multiline));
        Assert.Matches(@"(?m)^not\(\+1\.25\)\s*$", shown.StandardOutput);
        Assert.Matches(@"(?m)^not\(\+1\.67\) good\(−0\.487\)", shown.StandardOutput);
    }

    [Theory]
    [InlineData("--out", "x.docx", "its ending is none of .html, .svg")]
    [InlineData("--scale", "-1", "it is neither sentence nor set nor a number above 0")]
    [InlineData("--dots", "3", "only a .png is made of dots")]
    [InlineData("--width", "3", "it is 3, where 20 or more is expected")]
    public async Task What_cannot_be_drawn_is_refused_by_name(string option, string value, string problem)
    {
        var shown = await LrpCommand.Run("show", "--text", Text, option, value);
        Assert.Equal(2, shown.ExitCode);
        Assert.Contains(option, shown.StandardError, StringComparison.Ordinal);
        Assert.Contains(problem, shown.StandardError, StringComparison.Ordinal);
    }
}
