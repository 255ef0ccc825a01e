using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

public sealed class PaddingTests : IDisposable
{
    private const string Case = "padding-in-front";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Padding_in_front_is_cut_off_as_that_at_the_end_is()
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Case, "m"),
            "--data",
            FieldCase.At(Case, "ids.npy"),
            "--padding",
            "0"
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        FieldScores.Equal(
            FieldCase.Expected(Case, "scores_without_padding"),
            result.StandardOutput,
            FieldScores.OfUnroundedWeights
        );
    }

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Padding_inside_stays_and_is_counted_once()
    {
        var data = _sandbox.Write(
            "ids.jsonl",
            "{\"ids\": [0, 1, 2, 0]}\n{\"ids\": [0, 1, 0, 2]}\n{\"ids\": [3, 0, 0, 4, 0]}\n"
        );
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Case, "m"),
            "--data",
            data,
            "--padding",
            "0"
        );
        Assert.Equal(
            (
                0,
                "lrp: id 0, named as padding, stands inside 2 of 3 sequences, first in sequence 2: there it "
                    + "is read as a word\n"
            ),
            (result.ExitCode, result.StandardError)
        );
    }

    [Theory]
    [InlineData("left", "left", "0 0 0 1 2", "2 3 4 5 1")]
    [InlineData("right", "left", "1 2 0 0 0", "2 3 4 5 1")]
    [InlineData("left", "right", "0 0 0 1 2", "1 2 3 4 5")]
    [InlineData("right", "right", "1 2 0 0 0", "1 2 3 4 5")]
    public async Task A_model_that_was_trained_on_one_length_reads_its_padding_as_words(
        string side,
        string truncate,
        string shorter,
        string longer
    )
    {
        WriteModel(
            $"{{\"padding\": {{\"length\": 5, \"side\": \"{side}\", \"id\": 0, \"truncate\": \"{truncate}\"}}}}"
        );
        var padded = await LrpCommand.Run(
            "explain",
            "--model",
            _sandbox.At("m"),
            "--data",
            _sandbox.Write("a.jsonl", "{\"ids\": [1, 2]}\n{\"ids\": [1, 2, 3, 4, 5, 1]}\n")
        );
        WriteModel("{}");
        var put = _sandbox.Write(
            "b.jsonl",
            $"{{\"ids\": [{shorter.Replace(" ", ", ", StringComparison.Ordinal)}]}}\n{{\"ids\": "
                + $"[{longer.Replace(" ", ", ", StringComparison.Ordinal)}]}}\n"
        );
        var asWords = await LrpCommand.Run("explain", "--model", _sandbox.At("m"), "--data", put);
        Assert.Equal((0, 0, asWords.StandardOutput), (padded.ExitCode, asWords.ExitCode, padded.StandardOutput));
        Assert.Equal(
            $"{shorter} {longer}".Split(' '),
            padded.StandardOutput.Split('\n')[1..^1].Select(row => row.Split(',')[2])
        );
    }

    [Fact]
    public async Task Every_reader_of_words_pads_and_the_padding_bears_its_word()
    {
        WriteModel(
            "{\"padding\": {\"length\": 4, \"side\": \"left\", \"id\": 0}}",
            "<pad>\nthe\nfilm\nis\ngood\nbad\n"
        );
        string[][] readers =
        [
            ["--text", "film good"],
            ["--data", _sandbox.Write("a.txt", "film | good\n")],
            ["--data", _sandbox.Write("b.txt", "film good\n"), "--format", "text"],
            ["--data", _sandbox.Write("a.csv", "text\nfilm good\n")],
            ["--data", _sandbox.Write("a.tsv", "text\nfilm good\n")],
            ["--data", _sandbox.Write("a.jsonl", "{\"text\": \"film good\"}\n")],
            ["--data", _sandbox.Write("b.jsonl", "{\"words\": [\"film\", \"good\"]}\n")],
            ["--data", _sandbox.Write("c.jsonl", "{\"ids\": [2, 4]}\n")],
            ["--data", _sandbox.Write("d.jsonl", "{\"ids\": [0, 0, 0, 2, 4, 0]}\n"), "--padding", "0"],
            ["--data", _sandbox.Write("a.trees", "(1 (1 film) (1 good))\n")],
            ["--data", _sandbox.WriteBytes("a.npy", DataFiles.Npy("(1, 2)", 2L, 4))],
            ["--data", _sandbox.Npz(("values", DataFiles.Npy("(2,)", 2L, 4)), ("lengths", DataFiles.Npy("(1,)", 2L)))],
        ];
        foreach (var reader in readers)
        {
            var result = await LrpCommand.Run(["explain", "--model", _sandbox.At("m"), .. reader]);
            Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
            Assert.Equal(
                ["<pad>", "<pad>", "film", "good"],
                result.StandardOutput.Split('\n')[1..^1].Select(row => row.Split(',')[2])
            );
        }
    }

    [Fact]
    public async Task The_padding_is_told_by_info_and_kept_by_convert()
    {
        WriteModel("{\"padding\": {\"length\": 4, \"side\": \"left\", \"id\": 0, \"truncate\": \"right\"}}");
        Assert.Equal(0, (await LrpCommand.Run("convert", _sandbox.At("m"), _sandbox.At("new"))).ExitCode);
        var info = await LrpCommand.Run("info", "--model", _sandbox.At("new"));
        Assert.Contains(
            "padding        to 4 words at the left by word 0, longer ones cut at the right\n",
            info.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{\"length\": 0, \"side\": \"left\", \"id\": 0}", "padding has no length of 1 or more")]
    [InlineData("{\"length\": 4, \"id\": 0}", "no side")]
    [InlineData("{\"length\": 4, \"side\": \"left\"}", "no id of 0 or more")]
    [InlineData(
        "{\"length\": 4, \"side\": \"front\", \"id\": 0}",
        "side of padding is \"front\", where left, right is expected"
    )]
    [InlineData(
        "{\"length\": 4, \"side\": \"left\", \"id\": 0, \"truncate\": \"pre\"}",
        "truncate of padding is \"pre\""
    )]
    [InlineData("{\"length\": 4, \"side\": \"left\", \"id\": 6}", "padding has the id 6, where 0 to 5 is expected")]
    [InlineData(
        "{\"length\": 1, \"side\": \"left\", \"id\": 0}",
        "sentence 1: it has 2 words, where the model's padding gives 1; say under padding"
    )]
    [InlineData(
        "{\"length\": 2000000000, \"side\": \"left\", \"id\": 0}",
        "with its padding: it is longer than 10000000 words"
    )]
    public async Task A_padding_that_does_not_fit_is_refused(string padding, string message)
    {
        WriteModel($"{{\"padding\": {padding}}}");
        var result = await LrpCommand.Run("predict", "--model", _sandbox.At("m"), "--text", "1 2");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
        Assert.Equal(1, result.StandardError.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Numbers_and_prefixes_are_not_padded()
    {
        WriteModel("{\"padding\": {\"length\": 4, \"side\": \"left\", \"id\": 0}}");
        var prefixes = await LrpCommand.Run("explain", "--model", _sandbox.At("m"), "--text", "1 2", "--prefixes");
        Assert.Equal(2, prefixes.ExitCode);
        Assert.StartsWith("lrp: --prefixes: the model's padding", prefixes.StandardError, StringComparison.Ordinal);
        File.Copy(
            FieldCase.At("blank-lines-and-nan-padding", "m", "model.safetensors"),
            _sandbox.At("m", "model.safetensors"),
            overwrite: true
        );
        var numbers = await LrpCommand.Run("info", "--model", _sandbox.At("m"));
        Assert.Equal(
            (
                2,
                "lrp: config.json: there is a padding of words, where the model reads numbers; leave it out, "
                    + "and fill up the sequences in the data\n"
            ),
            (numbers.ExitCode, numbers.StandardError)
        );
    }

    private void WriteModel(string config, string? words = null)
    {
        Directory.CreateDirectory(_sandbox.At("m"));
        File.Copy(FieldCase.At(Case, "m", "model.safetensors"), _sandbox.At("m", "model.safetensors"), overwrite: true);
        File.WriteAllText(_sandbox.At("m", "config.json"), config);
        if (words is not null)
            File.WriteAllText(_sandbox.At("m", "vocab.txt"), words);
    }
}
