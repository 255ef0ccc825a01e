using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Tests.Readme;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>What do two words of a sentence do together?</summary>
public sealed class InteractionsCommandTests : IDisposable
{
    private const string Sentences = "2\tnot | very | good | .\n3\tfilm\n4\ta | good | , | film\n";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task The_table_has_what_the_library_finds_for_each_pair(int threads)
    {
        var data = _sandbox.Write("data.txt", Sentences);
        var result = await LrpCommand.Run(
            "interactions",
            "--data",
            data,
            "--target",
            "3-1",
            "--method",
            "cd",
            "--method",
            "shapley",
            "--exact",
            "3",
            "--draws",
            "4",
            "--seed",
            "7",
            "--threads",
            $"{threads}",
            "--out",
            _sandbox.At("pairs.csv")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains("lrp: 1 of 3 have one word, and no pair\n", result.StandardError, StringComparison.Ordinal);
        var network = DefaultModel.Network;
        var found = InteractionRuns.Explain(
            [ContextualInteraction.Default, ShapleyInteraction.With(mostExact: 3, draws: 4, seed: 7)],
            network,
            SentenceFormat.Tokens.ReadFile(Repository.At("model"), data),
            Target.Contrast(Target.Class(3), Target.Class(1))
        );
        string Field(string text) =>
            text.Contains('"') || text.Contains(',') ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
        var expected =
            from ofSentence in found.Index()
            from one in ofSentence.Item
            from pair in one.All
            let words = one.Prediction.Sentence.Words
            select string.Create(
                CultureInfo.InvariantCulture,
                $"{ofSentence.Index + 1},{pair.First + 1},{pair.Second + 1},{Field(words[pair.First])},"
                    + $"{Field(words[pair.Second])},{one.Prediction.Sentence.Label.IfNone(-1)},{one.Prediction.Class},"
                    + $"3-1,{one.Method},{pair.Interaction},{pair.StandardError.Match(error => $"{error:R}", () => "")}"
            );
        Assert.Equal(
            ["sentence,i,j,word_i,word_j,label,predicted,target,method,interaction,standard_error", .. expected],
            File.ReadLines(_sandbox.At("pairs.csv"))
        );
        Assert.Contains(
            "\"shapley: exact up to 3 words, 4 draws for each word above, seed 7\"",
            File.ReadAllText(_sandbox.At("pairs.meta.json")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_strongest_pairs_are_shown_as_the_documents_show_them()
    {
        var result = await LrpCommand.Run("interactions", "--text", "It is not very good.", "--top", "4");
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Contains(
            $"$ lrp interactions --text \"It is not very good.\" --top 4\n{result.StandardOutput.TrimEnd('\n')}\n```",
            Documents.Text(Documents.Methods),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Squares_are_written_by_the_ending_of_the_file()
    {
        foreach (var (file, begin) in new[] { ("pairs.svg", "<svg "), ("PAIRS.HTML", "<!doctype html>") })
        {
            var result = await LrpCommand.Run(
                "interactions",
                "--text",
                "not very good .",
                "--text",
                "good",
                "--method",
                "hessian",
                "--palette",
                "orange-blue",
                "--out",
                _sandbox.At(file)
            );
            Assert.Equal((0, ""), (result.ExitCode, result.StandardOutput));
            var text = File.ReadAllText(_sandbox.At(file));
            Assert.StartsWith(begin, text, StringComparison.Ordinal);
            Assert.Contains("<title>not &#183; good: ", text, StringComparison.Ordinal);
            Assert.Contains("orange: together more than one by one", text, StringComparison.Ordinal);
            Assert.DoesNotContain("sentence 2", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Steps_of_numbers_have_numbers_and_no_words()
    {
        var data = _sandbox.Write("series.jsonl", "{\"numbers\": [[1, 0, 0, 0, -2], [0, 1, 0, 0, 0]]}\n");
        var result = await LrpCommand.Run(
            "interactions",
            "--model",
            DataFiles.NumberModel,
            "--data",
            data,
            "--method",
            "hessian",
            "--out",
            "-"
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"\n1,1,2,,,,\d,\d,hessian,-?[0-9.E-]+,\n$", result.StandardOutput);
        var shown = await LrpCommand.Run("interactions", "--model", DataFiles.NumberModel, "--data", data);
        Assert.Contains("  step 1 · step 2   1   2 ", shown.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tagger_is_asked_at_one_step_and_static_features_are_one_step_more()
    {
        var tagger = Sandbox.Fixture("KerasCompositions", "tagger.keras");
        string[] ask = ["interactions", "--model", tagger, "--text", "3 1 4 1", "--method", "hessian", "--out", "-"];
        var second = await LrpCommand.Run([.. ask, "--target", "2:1"]);
        Assert.Equal((0, ""), (second.ExitCode, second.StandardError));
        var plain = await LrpCommand.Run([.. ask, "--target", "1", "--position", "2"]);
        Assert.Equal(
            second.StandardOutput,
            plain.StandardOutput.Replace(",1,hessian,", ",2:1,hessian,", StringComparison.Ordinal)
        );
        Assert.Contains(",2:1,hessian,", second.StandardOutput, StringComparison.Ordinal);
        var all = await LrpCommand.Run([.. ask, "--position", "all"]);
        Assert.Contains("where one step is expected of this command", all.StandardError, StringComparison.Ordinal);

        var patients = await LrpCommand.Run(
            "interactions",
            "--model",
            Sandbox.Fixture("FollowUps", "therapy.h5"),
            "--data",
            Sandbox.Fixture("FollowUps", "therapy.jsonl"),
            "--target",
            "2",
            "--top",
            "21"
        );
        Assert.Equal((0, ""), (patients.ExitCode, patients.StandardError));
        Assert.Contains("step 5 · static ", patients.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("step 7", patients.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Argument 'lime' not recognized", "--method", "lime")]
    [InlineData("--out is empty", "--out", "")]
    [InlineData("--out pairs.txt: its ending is none of .csv, .html, .svg", "--out", "pairs.txt")]
    [InlineData("--draws: it is 1, where a whole number from 2 to 50000 is expected", "--draws", "1")]
    [InlineData("--exact: it is 21", "--exact", "21")]
    [InlineData("--draws: it says nothing about cd, but about shapley", "--method", "cd", "--draws", "4")]
    [InlineData("--bias-product: it says nothing about shapley, but about cd", "--bias-product", "phrase")]
    [InlineData("--top: it says nothing about a file", "--top", "3", "--out", "a.csv")]
    [InlineData("--top: it is 0", "--top", "0")]
    [InlineData("--palette: it says nothing about what is shown", "--palette", "orange-blue")]
    [InlineData("--target: it is \"5\"", "--target", "5")]
    [InlineData("--max-words: it is 1,", "--max-words", "1")]
    [InlineData(
        "--text, sentence 1: it has 3 words that are read, where the pairs of at most 2 are looked at; shorten it, or",
        "--max-words",
        "2"
    )]
    [InlineData("--method: cd shares out a score", "--method", "cd", "--quantity", "probability")]
    public async Task What_makes_no_sense_is_refused(string message, params string[] options)
    {
        var result = await LrpCommand.Run(["interactions", "--text", "not very good", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_alone_and_a_network_without_the_equation_are_refused_by_name_and_leave_no_file()
    {
        var alone = await LrpCommand.Run("interactions", "--text", "good", "--out", _sandbox.At("pairs.csv"));
        Assert.Equal((2, ""), (alone.ExitCode, alone.StandardOutput));
        Assert.Equal(
            "lrp: the sentences: none of 1 has two words that are read, where interactions are of two; give longer ones\n",
            alone.StandardError
        );
        var data = _sandbox.Write("data.jsonl", "{\"ids\": [1, 2, 3]}\n");
        var refused = await LrpCommand.Run(
            "interactions",
            "--model",
            DataFiles.IdModel,
            "--data",
            data,
            "--method",
            "cd",
            "--out",
            _sandbox.At("pairs.csv")
        );
        Assert.Equal((2, ""), (refused.ExitCode, refused.StandardOutput));
        Assert.Matches(
            "^lrp: --method: contextual decomposition has no equation for .*; choose another method\n$",
            refused.StandardError
        );
        Assert.Equal(ImmutableArray.Create(data), Directory.GetFiles(_sandbox.Root));
    }
}
