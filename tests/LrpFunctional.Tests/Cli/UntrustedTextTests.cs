using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CliWrap.Buffered;
using LrpFunctional.Reports.Html;
using LrpFunctional.Reports.Plots;
using LrpFunctional.Reports.Scorecards;
using LrpFunctional.Reports.Svg;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>
/// Words, names of sentences, classes and files as a stranger may have made them, in everything that a person looks at.
/// </summary>
public sealed class UntrustedTextTests : IDisposable
{
    private const string Acting =
        "\u001b[31m\u001b]0;x\u0007\u009b1m\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
        + "\u00ad\u180e\u200b\u200c\u200d\u2060\u2064\u206f\ufeff\u2028\u2029\u0000\r\ufffe";

    private const string Markup = "<script>alert(1)</script>]]>&amp;\\input{x}$_^~#%|`*[a](b)\"'--><!--";

    // Names of files have neither.
    private static readonly string OfFile = new([
        .. (Acting + Markup).Where(letter => letter is not ('\0' or '/' or '\ufffe')).Take(60),
    ]);

    private readonly Sandbox _sandbox = new();
    private readonly string _model;
    private readonly string _data;

    public UntrustedTextTests()
    {
        _model = _sandbox.StateDictModel();
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(_model, "config.json")))!;
        config["classes"] = new JsonArray([
            .. config["classes"]!.AsArray().Select(name => (JsonNode)$"{name}{Acting}{Markup}"),
        ]);
        File.WriteAllText(Path.Combine(_model, "config.json"), config.ToJsonString());
        _data = _sandbox.Write(
            $"{OfFile}.jsonl",
            JsonSerializer.Serialize(
                new { words = new[] { "good", $"x{Acting}", Markup, "شكرا", "\u202e" }, id = $"i{Acting}{Markup}" }
            ) + "\n"
        );
    }

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("info")]
    [InlineData("show")]
    [InlineData("compare")]
    [InlineData("sweep")]
    public async Task A_terminal_gets_nothing_that_acts_on_it(string command)
    {
        string[] data = command == "info" ? [] : ["--data", _data, "--unknown", "zero"];
        var result = await LrpCommand.Run([command, "--model", _model, .. data]);
        Assert.Equal(0, result.ExitCode);
        AssertPrintable(result.StandardOutput);
        AssertPrintable(result.StandardError);
        if (command is "info" or "show")
            Assert.Contains("\\u001b[31m", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_does_it_by_a_message()
    {
        string[][] wrong =
        [
            ["explain", "--model", _model, "--data", _data, "--unknown", "error"],
            ["explain", "--model", _sandbox.At(OfFile)],
            ["explain", "--model", _model, "--data", _data, "--target", Acting.Replace("\0", "")],
            ["explain", OfFile],
            ["info", "--model", _model, "--limit", OfFile],
        ];
        foreach (var arguments in wrong)
        {
            var result = await LrpCommand.Run(arguments);
            Assert.Equal(2, result.ExitCode);
            AssertPrintable(result.StandardError);
            Assert.Contains("\\u001b", result.StandardError, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("show", "html")]
    [InlineData("show", "svg")]
    [InlineData("show", "tex")]
    [InlineData("show", "md")]
    [InlineData("report", "html")]
    public async Task Nor_does_a_document(string command, string ending)
    {
        var path = _sandbox.At($"{OfFile}.{ending}");
        string[] title = command == "report" ? ["--title", OfFile] : [];
        var result = await LrpCommand.Run([
            command,
            "--model",
            _model,
            "--data",
            _data,
            "--unknown",
            "zero",
            "--out",
            path,
            .. title,
        ]);
        Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
        AssertPrintable(result.StandardError);
        AssertDocument(await File.ReadAllTextAsync(path), ending);
    }

    [Fact]
    public async Task Nor_do_the_tables_pages_and_reports_of_what_changed()
    {
        var (before, now) = (_sandbox.At($"{OfFile}.csv"), _sandbox.At($"now{OfFile}.csv"));
        foreach (var (path, factor) in new[] { (before, "0"), (now, "1") })
            Assert.Equal(
                0,
                (
                    await LrpCommand.Run(
                        "explain",
                        "--model",
                        _model,
                        "--data",
                        _data,
                        "--unknown",
                        "zero",
                        "--out",
                        path,
                        "--bias-factor",
                        factor
                    )
                ).ExitCode
            );

        // A table is for machines: it has the bytes of the words.
        Assert.Contains($"x{Acting}", await File.ReadAllTextAsync(before), StringComparison.Ordinal);
        var (page, report) = (_sandbox.At("page.html"), _sandbox.At("report.xml"));
        var moved = await LrpCommand
            .Command("diff", before, now, "--html", page, "--junit", report)
            .WithEnvironmentVariables(variables => variables.Set("GITHUB_ACTIONS", "true"))
            .ExecuteBufferedAsync();
        Assert.Equal(3, moved.ExitCode);
        AssertPrintable(moved.StandardOutput);
        AssertPrintable(moved.StandardError);
        Assert.Contains("::error title=", moved.StandardOutput, StringComparison.Ordinal);
        AssertDocument(await File.ReadAllTextAsync(page), "html");
        var xml = await File.ReadAllTextAsync(report);
        AssertPrintable(xml);
        Assert.Single(XDocument.Parse(xml).Descendants("failure"));
    }

    [Fact]
    public async Task Nor_does_the_card_of_a_trained_model()
    {
        var classes = new[] { $"bad{Acting}{Markup}", "good" };
        var recipe = _sandbox.Write(
            "recipe.json",
            JsonSerializer.Serialize(
                new
                {
                    model = new { classes },
                    units = 2,
                    vector_size = 2,
                    epochs = 1,
                }
            )
        );
        var data = _sandbox.Write($"{OfFile}.csv", "text,label\na good film,1\na bad film,0\n");
        var trained = await LrpCommand.Run(
            "train",
            "--data",
            data,
            "--recipe",
            recipe,
            "--out",
            _sandbox.At("trained")
        );
        Assert.Equal((0, ""), (trained.ExitCode, trained.StandardOutput));
        AssertPrintable(trained.StandardError);
        AssertDocument(await File.ReadAllTextAsync(_sandbox.At("trained", "README.md")), "md");
        AssertDocument(await File.ReadAllTextAsync(_sandbox.At("trained", "curves.svg")), "svg");
    }

    [Fact]
    public void Nor_does_a_scorecard_or_a_plot()
    {
        const string Text = $"x{Acting}{Markup}";
        var plot = SvgPlot.Of(new Plot(Text, Text, Text, [new Panel(Text, [new Curve(Text, [new(1, 2, 1, 3)])])]));
        AssertDocument(plot, "svg");
        AssertDocument(
            HtmlScorecard.Of(
                new Scorecard(
                    Text,
                    [(Text, Text)],
                    [
                        new ScorecardSection(
                            Text,
                            Text,
                            Text,
                            [plot],
                            [
                                new ScorecardTable(
                                    Text,
                                    [Text],
                                    [
                                        [Text],
                                    ]
                                ),
                            ]
                        ),
                    ],
                    Text
                )
            ),
            "html"
        );
    }

    [Fact]
    public async Task A_sentence_from_right_to_left_is_drawn_as_it_is()
    {
        const string Text = "הסרט מצוין. می‌روم";
        var words = Text.Split(' ');
        foreach (var ending in new[] { "html", "svg", "md", "tex" })
        {
            var path = _sandbox.At($"rtl.{ending}");
            var shown = await LrpCommand.Run("show", "--text", Text, "--unknown", "zero", "--out", path);
            Assert.Equal(0, shown.ExitCode);
            var drawn = await File.ReadAllTextAsync(path);
            Assert.Contains(words[0], drawn, StringComparison.Ordinal);
            Assert.Contains(words[^1], drawn, StringComparison.Ordinal);
            if (ending == "html")
                Assert.Contains("dir=\"auto\"", drawn, StringComparison.Ordinal);
        }
    }

    private static void AssertDocument(string text, string ending)
    {
        AssertPrintable(text);
        Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
        if (ending == "svg")
            XDocument.Parse(text);
        if (ending == "tex")
            Assert.DoesNotContain("\\input", text, StringComparison.Ordinal);
        if (ending == "md")
            Assert.DoesNotMatch(@"(?<!\\)\[a(?<!\\)\]", text);
    }

    // By Unicode's categories, told apart from how the program does it: lines and blanks alone act.
    private static void AssertPrintable(string text)
    {
        ImmutableArray<string> acting =
        [
            .. text.EnumerateRunes()
                .Where(rune =>
                    rune.Value != '\n'
                    && CharUnicodeInfo.GetUnicodeCategory(rune.Value)
                        is UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.LineSeparator
                            or UnicodeCategory.ParagraphSeparator
                            or UnicodeCategory.OtherNotAssigned
                )
                .Select(rune => $"U+{rune.Value:X4}"),
        ];
        Assert.Empty(acting);
    }
}
