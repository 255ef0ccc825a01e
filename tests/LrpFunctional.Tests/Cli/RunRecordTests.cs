using System.Text.Json;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Beside each file stands how it was made.</summary>
public sealed class RunRecordTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_record_that_has_no_place_is_found_out_before_the_work()
    {
        Directory.CreateDirectory(_sandbox.At("words.meta.json"));
        var result = await LrpCommand.Run("explain", "--text", ExplainedText.Text, "--out", _sandbox.At("words.csv"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "words.meta.json: the record of a file would be written there",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_sandbox.At("words.csv")));
    }

    [Fact]
    public async Task Where_files_lie_is_told_from_the_record_and_not_from_the_root()
    {
        Directory.CreateDirectory(_sandbox.At("data"));
        Directory.CreateDirectory(_sandbox.At("out", "deep"));
        var data = _sandbox.Write("data/a.txt", "good\n");
        var model = _sandbox.StateDictModel();
        var (words, scores) = (_sandbox.At("out", "words.csv"), _sandbox.At("out", "deep", "scores.csv"));
        var result = await LrpCommand.Run([
            "explain",
            $"--model={model}",
            "--data",
            data,
            "--unknown",
            "zero",
            "--out",
            words,
            $"--scores:{scores}",
        ]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "explain",
                "--model=../model",
                "--data",
                "../data/a.txt",
                "--unknown",
                "zero",
                "--out",
                "words.csv",
                "--scores:deep/scores.csv",
            ],
            Arguments(_sandbox.At("out", "words.meta.json"))
        );

        // Each record tells it from where it lies itself.
        Assert.Contains("../../data/a.txt", Arguments(_sandbox.At("out", "deep", "scores.meta.json")));
        Assert.Contains("--model=../../model", Arguments(_sandbox.At("out", "deep", "scores.meta.json")));
    }

    [Fact]
    public async Task Nor_are_they_in_a_page_and_a_text_that_looks_like_a_path_is_a_text()
    {
        var page = _sandbox.At("page.html");
        var shown = await LrpCommand.Run(
            "show",
            "--text",
            "/usr/bin is good",
            "--unknown",
            "zero",
            "--model",
            Repository.At("model"),
            "--out",
            page
        );
        Assert.Equal(0, shown.ExitCode);
        Assert.DoesNotContain(_sandbox.Root, await File.ReadAllTextAsync(page), StringComparison.Ordinal);
        var arguments = Arguments($"{page}.meta.json");
        Assert.Equal(["show", "--text", "/usr/bin is good", "--unknown", "zero", "--model"], arguments[..6]);
        Assert.Matches(@"^(…|\.\.)/.*model$", arguments[6]);
        Assert.DoesNotContain(Repository.Root, arguments[6], StringComparison.Ordinal);
        Assert.Equal(["--out", "page.html"], arguments[7..]);
    }

    private static string[] Arguments(string record) =>
        [
            .. JsonDocument
                .Parse(File.ReadAllText(record))
                .RootElement.GetProperty("arguments")
                .EnumerateArray()
                .Select(argument => argument.GetString()!),
        ];

    [Fact]
    public async Task Each_file_says_beside_it_how_it_was_made()
    {
        string[] files =
        [
            "--out",
            _sandbox.At("words.csv"),
            "--scores",
            _sandbox.At("scores.csv"),
            "--ledger",
            _sandbox.At("ledger.csv"),
            "--totals",
            _sandbox.At("totals.csv"),
        ];
        Assert.Equal(
            0,
            (
                await LrpCommand.Run([
                    "explain",
                    "--text",
                    ExplainedText.Text,
                    "--method",
                    "lrp",
                    "--method",
                    "shapley",
                    "--seed",
                    "4",
                    .. files,
                ])
            ).ExitCode
        );
        foreach (var name in new[] { "words", "scores", "ledger", "totals" })
        {
            var meta = File.ReadAllText(_sandbox.At($"{name}.meta.json"));
            Assert.Contains("\"lrp: epsilon(ε=0.001, δ=0), all\"", meta, StringComparison.Ordinal);
            Assert.Contains(
                "\"shapley: exact up to 12 words, 100 orders above, seed 4\"",
                meta,
                StringComparison.Ordinal
            );
        }
    }
}
