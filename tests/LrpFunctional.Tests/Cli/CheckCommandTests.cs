using System.Xml.Linq;
using CliWrap.Buffered;
using LrpFunctional.Formats.Models;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>A model is in production. Are its explanations those that were looked at?</summary>
public sealed class CheckCommandTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("--threads", "1")]
    [InlineData("--threads", "4")]
    public async Task The_same_model_agrees_to_the_last_bit_with_any_number_of_threads(string option, string value)
    {
        var checkedAgain = await Check(await Baseline(), "--tolerance", "0", option, value);
        Assert.Equal(0, checkedAgain.ExitCode);
        Assert.Matches(@"agree +300\n +moved +0\n", checkedAgain.StandardOutput);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX512F")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task So_it_does_on_a_processor_of_narrower_vectors(string switchedOff)
    {
        var baseline = await Baseline();
        var narrow = await LrpCommand
            .Command("check", "--baseline", baseline, "--tolerance", "0")
            .WithEnvironmentVariables(variables => variables.Set(switchedOff, "0"))
            .ExecuteBufferedAsync();
        Assert.Equal(0, narrow.ExitCode);
        Assert.Matches(@"agree +300\n +moved +0\n", narrow.StandardOutput);
    }

    [Fact]
    public async Task So_it_does_in_other_batches_where_sentences_come_in_another_order()
    {
        var baseline = await Baseline();
        var lines = File.ReadAllLines(Repository.At("data", "sentences.txt"));
        var turned = _sandbox.Write("turned.txt", string.Join('\n', lines.Reverse()) + "\n");
        var other = await Check(baseline, "--tolerance", "0", "--data", turned);
        Assert.Equal(0, other.ExitCode);
        Assert.Matches(@"agree +300\n +moved +0\n +reordered +299\n", other.StandardOutput);
        Assert.Matches(@"(?m)^reordered: sentence \d+, .*, and 289 more$", other.StandardOutput);
    }

    [Fact]
    public async Task One_weight_nudged_by_a_thousandth_is_caught()
    {
        var (baseline, model) = (await Baseline(), Nudged(1.001));
        var caught = await Check(baseline, "--model", model);
        Assert.Equal(3, caught.ExitCode);
        Assert.Matches(@"moved +[1-9]", caught.StandardOutput);
        Assert.Contains("Worst first", caught.StandardOutput, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^before: lrp for \d: words .*$", caught.StandardOutput);
        Assert.Matches(@"(?m)^difference: lrp for \d: words .*$", caught.StandardOutput);
        Assert.Equal(10, caught.StandardOutput.Split("difference: ").Length - 1);
        Assert.DoesNotContain("::error", caught.StandardOutput, StringComparison.Ordinal);
        var allowed = await Check(baseline, "--model", model, "--tolerance", "20%");
        Assert.Equal(0, allowed.ExitCode);
        var same = await Check(baseline, "--model", Nudged(1));
        Assert.Equal(0, same.ExitCode);
    }

    [Fact]
    public async Task What_moved_stands_in_a_page_and_in_a_report_of_tests_that_is_XML_whatever_the_words_are()
    {
        var data = _sandbox.Write(
            "hostile.jsonl",
            """
            {"words": ["good", "]]><x y='z'>&amp;", "\u0000\u001b[31m", "\ufffe\uffff", "\u202e", "::error::", "film"], "id": "a,\"<b>"}
            {"words": ["fine"], "id": "c"}
            """
        );
        string[] options = ["--data", data, "--unknown", "zero"];
        var baseline = await Baseline(options);
        var (page, report) = (_sandbox.At("page.html"), _sandbox.At("report.xml"));
        var moved = await Check(
            baseline,
            [.. options, "--model", Nudged(1.5), "--html", page, "--junit", report, "--tolerance", "0"]
        );
        Assert.Equal(3, moved.ExitCode);
        var suite = XDocument.Load(report).Root!.Element("testsuite")!;
        Assert.Equal("2", suite.Attribute("tests")!.Value);
        Assert.Equal($"{suite.Descendants("failure").Count()}", suite.Attribute("failures")!.Value);
        var hostile = suite.Elements("testcase").First();
        Assert.StartsWith(
            @"sentence 1 (a,""<b>): good ]]><x y='z'>&amp; \u0000\u001b[31m \ufffe\uffff \u202e",
            hostile.Attribute("name")!.Value,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "^lrp for . moved: by .*, most .* from .* to",
            hostile.Element("failure")!.Attribute("message")!.Value
        );
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("difference: lrp for", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<x", html, StringComparison.Ordinal);
        Assert.True(File.Exists($"{page}.meta.json"));
        Assert.Contains("\"--baseline\"", await File.ReadAllTextAsync($"{report}.meta.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_is_told_each_sentence_and_no_word_of_one_acts_there()
    {
        string[] texts = ["--text", "::error::good%0A", "--text", "a good , good film"];
        string[] options = [.. texts, "--unknown", "zero"];
        var baseline = await Baseline(options);
        var moved = await LrpCommand
            .Command(["check", "--baseline", baseline, "--model", Nudged(1.5), "--tolerance", "0", .. options])
            .WithEnvironmentVariables(variables => variables.Set("GITHUB_ACTIONS", "true"))
            .ExecuteBufferedAsync();
        Assert.Equal(3, moved.ExitCode);
        var lines = moved.StandardOutput.TrimEnd('\n').Split('\n');
        Assert.StartsWith("::stop-commands::", lines[0], StringComparison.Ordinal);
        var mark = lines[0]["::stop-commands::".Length..];
        Assert.Equal(32, mark.Length);
        var heard = lines[(Array.IndexOf(lines, $"::{mark}::") + 1)..];
        Assert.NotEmpty(heard);
        Assert.All(
            heard,
            line => Assert.Matches("^::error title=sentence \\d%3A [^:,]*::lrp for \\d moved: by ", line)
        );
        Assert.Contains(heard, line => line.Contains("a good %2C good film", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sentences_that_are_gone_or_new_are_named_and_another_class_is_told()
    {
        var baseline = await Baseline("--text", "good", "--text", "not good", "--target", "3");
        var other = await Check(baseline, "--text", "good", "--text", "bad", "--target", "3");
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("\nmissing: sentence 2\n", other.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("\nnew: sentence 2\n", other.StandardOutput, StringComparison.Ordinal);
        var written = File.ReadAllText(baseline);
        var turned = _sandbox.Write("turned.csv", written.Replace(",3,3,lrp", ",4,3,lrp", StringComparison.Ordinal));
        var fault = await Check(turned, "--text", "good", "--text", "not good", "--target", "3");
        Assert.NotEqual(written, File.ReadAllText(turned));
        Assert.Equal(3, fault.ExitCode);
        Assert.Matches("predict another class +1\n", fault.StandardOutput);
        Assert.Contains("\npredict another class: sentence 1\n", fault.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--method", "sa", "line 2: it is by lrp, where sa is expected, as in today's explanations")]
    [InlineData("--prefixes", null, "line 1: it has no column prefix, where one is expected")]
    [InlineData("--target", "all", "line 2: sentence 1 has 1 explanations there, where 5 are expected")]
    [InlineData("--tolerance", "much", "--tolerance: it is \"much\"")]
    [InlineData("--html", "", "--html is empty")]
    public async Task What_cannot_be_compared_is_refused(string option, string? value, string problem)
    {
        var baseline = await Baseline("--text", "good");
        var refused = await Check(baseline, ["--text", "good", option, .. value is null ? [] : new[] { value }]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.StandardOutput));
        Assert.Contains(problem, refused.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_to_compare_with_is_asked_for()
    {
        var refused = await LrpCommand.Run("check", "--text", "good");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("lrp: --baseline: it is missing", refused.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_table_is_refused_by_line_and_no_file_appears()
    {
        var baseline = await Baseline("--text", "good");
        await File.WriteAllTextAsync(baseline, (await File.ReadAllTextAsync(baseline)).TrimEnd('\n'));
        var report = _sandbox.At("report.xml");
        var refused = await Check(baseline, "--text", "good", "--junit", report);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"{baseline}, line 2: it breaks off", refused.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(report));
        var itself = await Check(await Baseline("--text", "good"), "--text", "good", "--junit", baseline);
        Assert.Equal(2, itself.ExitCode);
    }

    [Fact]
    public async Task Numbers_are_checked_by_step_and_by_feature()
    {
        var data = _sandbox.Write("a.jsonl", """{"numbers": [[1, 0, 0, 0, -2], [0, 1, 3, 0, 0]], "id": "a"}""");
        foreach (var pool in new[] { "step", "none" })
        {
            string[] options = ["--model", DataFiles.NumberModel, "--data", data, "--pool", pool, "--prefixes"];
            var baseline = await Baseline(options);
            Assert.Equal(0, (await Check(baseline, [.. options, "--tolerance", "0"])).ExitCode);
            var text = await File.ReadAllTextAsync(baseline);
            await File.WriteAllTextAsync(baseline, $"{text[..text.LastIndexOf(',')]},9\n");
            Assert.Equal(3, (await Check(baseline, [.. options, "--tolerance", "0"])).ExitCode);
        }
    }

    [Fact]
    public async Task Two_tables_are_compared_without_a_model()
    {
        var (before, now) = (await Baseline("--text", "not good"), _sandbox.At("now.csv"));
        await LrpCommand.Run("explain", "--text", "not good", "--out", now, "--bias-factor", "1");
        var same = await LrpCommand.Run("diff", before, before);
        Assert.Equal((0, ""), (same.ExitCode, same.StandardError));
        var moved = await LrpCommand.Run("diff", before, now, "--junit", "-");
        Assert.Equal((3, ""), (moved.ExitCode, moved.StandardError));
        Assert.Single(XDocument.Parse(moved.StandardOutput).Descendants("failure"));
        var none = await LrpCommand.Run("diff", before, _sandbox.At("none.csv"));
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("none.csv: there is no such file", none.StandardError, StringComparison.Ordinal);
        var page = _sandbox.At("page.html");
        Assert.Equal(3, (await LrpCommand.Run("diff", before, now, "--html", page)).ExitCode);
        Assert.Contains("\"sha256\"", await File.ReadAllTextAsync($"{page}.meta.json"), StringComparison.Ordinal);
    }

    private async Task<string> Baseline(params string[] options)
    {
        var path = _sandbox.At("baseline.csv");
        var written = await LrpCommand.Run(["explain", "--out", path, .. options]);
        Assert.Equal(0, written.ExitCode);
        return path;
    }

    private static Task<BufferedCommandResult> Check(string baseline, params string[] options) =>
        LrpCommand.Run(["check", "--baseline", baseline, .. options]);

    // A copy of the default model with one weight that is so many times what it was.
    private string Nudged(double times)
    {
        const string Name = "lstm.weight_ih_l0";
        var model = ModelFiles.Read(Repository.At("model")).OrThrow();
        var weights = model.Tensors[Name];
        var numbers = weights.Values.Span.ToArray();
        var at = numbers.IndexOf(numbers.MaxBy(Math.Abs));
        numbers[at] *= times;
        if (Directory.Exists(_sandbox.At("model")))
            Directory.Delete(_sandbox.At("model"), recursive: true);
        ModelFiles.Write(_sandbox.At("model"), model);
        _sandbox.WriteTensors(
            model.Tensors.SetItem(
                Name,
                weights with
                {
                    Values = Matrix.Of(weights.Values.Rows, weights.Values.Columns, [.. numbers]),
                }
            )
        );
        return _sandbox.At("model");
    }
}
