using System.Globalization;
using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>The user's own data, as the user has it.</summary>
public sealed class DataFormatsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_column_of_a_table_is_explained_and_the_column_of_ids_passes_through()
    {
        var data = _sandbox.Write("reviews.csv", "number,review,stars\n17,\"Good, bad.\",positive\n18,xyzzy,0\n");
        string[] columns = ["--text-column", "review", "--label-column", "stars", "--id-column", "number"];
        var result = await LrpCommand.Run([
            "explain",
            "--model",
            DataFiles.WordModel,
            "--data",
            data,
            "--scores",
            _sandbox.At("scores.csv"),
            .. columns,
        ]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            "2 sentences, 5 words (2 not in the vocabulary)\nlrp: 40 % of the words are not in the vocabulary",
            result.StandardError,
            StringComparison.Ordinal
        );
        var rows = Rows(result);
        Assert.Equal("sentence,id,position,word,label,predicted,target,method,relevance", rows[0]);
        Assert.StartsWith("1,17,1,good,3,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("1,17,2,\",\",3,", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("2,18,1,xyzzy,0,", rows[5], StringComparison.Ordinal);
        Assert.Equal(
            ["sentence,id,label", "1,17,3", "2,18,0"],
            File.ReadAllLines(_sandbox.At("scores.csv")).Select(row => string.Join(',', row.Split(',')[..3]))
        );
    }

    [Fact]
    public async Task The_same_sentence_has_the_same_numbers_in_every_format()
    {
        string[] files =
        [
            _sandbox.Write("a.txt", "4\tgood | café | .\n"),
            _sandbox.Write("a.csv", "label,text\n3,Good café.\n"),
            _sandbox.Write("a.tsv", "text\tlabel\nGood café.\tpositive\n"),
            _sandbox.Write("a.jsonl", "{\"words\": [\"Good\", \"café\", \".\"], \"label\": 3}\n"),
            _sandbox.Write("a.trees", "(3 (2 Good) (2 (2 café) (2 .)))\n"),
            _sandbox.Npz(("inputs", DataFiles.Npy("(1, 3)", 1L, 3, 5)), ("labels", DataFiles.Npy("(1,)", 3L))),
        ];
        var outputs = await Task.WhenAll(
            files.Select(file => LrpCommand.Run("explain", "--model", DataFiles.WordModel, "--data", file))
        );
        Assert.All(
            outputs,
            output =>
                Assert.Equal(
                    (0, outputs[0].StandardOutput, ""),
                    (output.ExitCode, output.StandardOutput, output.StandardError)
                )
        );
        Assert.Equal(4, Rows(outputs[0]).Length);
    }

    [Fact]
    public async Task Plain_text_comes_through_a_pipe_when_it_is_asked_for()
    {
        var result = await LrpCommand.RunWith(
            "Good film, xyzzy!\nBad.\n",
            "predict",
            "--format",
            "text",
            "--data",
            "-"
        );
        Assert.Equal((0, "2 sentences, 7 words (1 not in the vocabulary)\n"), (result.ExitCode, result.StandardError));
        Assert.Equal(3, Rows(result).Length);
    }

    [Fact]
    public async Task Each_part_of_a_tree_has_a_score_and_counts_for_the_accuracy()
    {
        var data = _sandbox.Write("dev.txt", "(3 (2 A) (4 (4 good) (2 film)))\n");
        var result = await LrpCommand.Run("predict", "--data", data, "--format", "trees", "--phrases");
        Assert.Equal(["label", "3", "2", "4", "4", "2"], Rows(result).Select(row => row.Split(',')[1]));
        Assert.Contains("of 5)", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_without_a_vocabulary_are_their_own_words()
    {
        var data = _sandbox.WriteBytes("ids.npy", DataFiles.Npy("(2, 3)", 7L, 11, 0, 3, 0, 0));
        var result = await LrpCommand.Run("explain", "--model", DataFiles.IdModel, "--data", data, "--padding", "0");
        Assert.Equal(
            ["1,1,7", "1,2,11", "2,1,3"],
            Rows(result)[1..].Select(row => string.Join(',', row.Split(',')[..3]))
        );
    }

    [Fact]
    public async Task Numbers_are_explained_feature_by_feature_or_step_by_step()
    {
        var data = _sandbox.Write(
            "series.csv",
            "patient,t,a,b,c,d,e,sick\nx,0,1,2,3,4,5,2\nx,1,0,0,1,0,0,2\ny,0,-1,0,0,0,0,\n"
        );
        string[] columns =
        [
            "--group-column",
            "patient",
            "--feature-columns",
            "a,b,c,d,e",
            "--label-column",
            "sick",
            "--id-column",
            "patient",
        ];
        string[] arguments =
        [
            "explain",
            "--model",
            DataFiles.NumberModel,
            "--data",
            data,
            "--target",
            "all",
            .. columns,
        ];
        var (features, steps) = (
            Rows(await LrpCommand.Run(arguments)),
            Rows(await LrpCommand.Run([.. arguments, "--pool", "step"]))
        );
        Assert.Equal("sentence,id,position,feature,label,predicted,target,method,relevance", features[0]);
        Assert.Equal("sentence,id,position,label,predicted,target,method,relevance", steps[0]);
        Assert.Equal((1 + (3 * 5 * 3), 1 + (3 * 3)), (features.Length, steps.Length));
        Assert.StartsWith("1,x,1,0,2,", features[1], StringComparison.Ordinal);
        Assert.StartsWith("2,y,1,4,,", features[^1], StringComparison.Ordinal);
        foreach (var (step, summed) in features[1..].Chunk(5).Zip(steps[1..]))
            Assert.Equal(Number(summed), step.Sum(Number), 1e-12);
    }

    [Fact]
    public async Task The_gradient_of_numbers_is_taken_feature_by_feature_too()
    {
        var data = _sandbox.Write("series.jsonl", "{\"numbers\": [[1, 0, 0, 0, -2]]}\n");
        var rows = Rows(
            await LrpCommand.Run(
                "explain",
                "--model",
                DataFiles.NumberModel,
                "--data",
                data,
                "--method",
                "gi",
                "--method",
                "sa"
            )
        );
        Assert.Equal(1 + (2 * 5), rows.Length);
        Assert.Equal([0, 0, 0], rows[2..5].Select(Number));
        Assert.All(rows[6..], row => Assert.True(Number(row) >= 0));
    }

    [Fact]
    public async Task Methods_of_whole_steps_need_the_features_summed_and_others_do_not()
    {
        var data = _sandbox.Write("series.jsonl", "{\"numbers\": [[1, 0, 0, 0, -2], [0, 1, 0, 0, 0]]}\n");
        string[] arguments = ["explain", "--model", DataFiles.NumberModel, "--data", data, "--method"];
        foreach (var name in new[] { "occlusion", "shapley", "limsse" })
        {
            Assert.Equal(1 + 2, Rows(await LrpCommand.Run([.. arguments, name, "--pool", "step"])).Length);
            var refused = await LrpCommand.Run([.. arguments, name]);
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains(
                $"--method {name}: it speaks of whole steps, not of their features; add --pool step",
                refused.StandardError,
                StringComparison.Ordinal
            );
        }

        foreach (var name in new[] { "ig", "saliency", "smoothgrad", "smoothgrad-gi", "saliency-variance" })
            Assert.Equal(1 + (2 * 5), Rows(await LrpCommand.Run([.. arguments, name])).Length);
    }

    [Theory]
    [InlineData(
        "--text good --pool none --method shapley",
        "--method shapley: it speaks of whole words, not of their features; say --pool step, or choose another method"
    )]
    [InlineData(
        "--text good --pool none --granularity word",
        "--granularity: it does not go together with --pool none; leave one out"
    )]
    [InlineData("--text good --format csv", "--format and --text are both given")]
    [InlineData("--text good --phrases", "--phrases and --text are both given")]
    [InlineData("--data x.csv --phrases", "--phrases: it says nothing about the format csv, but about trees")]
    [InlineData(
        "--data - --id-column x",
        "--id-column: it says nothing about the format tokens, but about csv, tsv, parquet, jsonl"
    )]
    [InlineData("--data - --padding x", "x")]
    [InlineData("--data - --format xml", "xml")]
    [InlineData("--data - --format npy", "standard input: it is a pipe, where a file is expected")]
    public async Task Options_that_make_no_sense_are_refused(string arguments, string message)
    {
        var result = await LrpCommand.RunWith(
            "good\n",
            ["explain", "--out", _sandbox.At("words.csv"), .. arguments.Split(' ')]
        );
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_sandbox.Root));
    }

    [Fact]
    public async Task A_model_is_told_when_the_data_is_of_the_other_kind()
    {
        var words = await LrpCommand.Run("explain", "--model", DataFiles.NumberModel, "--text", "good");
        Assert.Equal(2, words.ExitCode);
        Assert.Contains(
            "--text, sentence 1: there are words, where the model reads 5 numbers at each step",
            words.StandardError,
            StringComparison.Ordinal
        );
        var numbers = await LrpCommand.Run(
            "explain",
            "--data",
            _sandbox.WriteBytes("a.npy", DataFiles.Npy("(1, 1, 5)", 1d, 2, 3, 4, 5))
        );
        Assert.Equal(2, numbers.ExitCode);
        Assert.Contains(
            "a.npy: it is <f8 of shape 1×1×5, where the ids of words",
            numbers.StandardError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Help_names_the_formats()
    {
        var help = await LrpCommand.Run("explain", "--help");
        foreach (var word in new[] { "--format", "jsonl", "--group-column", "--phrases", "--padding", "--pool" })
            Assert.Contains(word, help.StandardOutput, StringComparison.Ordinal);
    }

    private static string[] Rows(BufferedCommandResult result) => result.StandardOutput.TrimEnd('\n').Split('\n');

    private static double Number(string row) => double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture);
}
