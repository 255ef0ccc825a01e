using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.FieldCases;

public sealed class VocabularyTests : IDisposable
{
    private const string Case = "vocabulary-with-columns";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("glove", "it looks like GloVe's or word2vec's vectors")]
    [InlineData("tab", "it looks like a table, such as word⇥count")]
    [Trait(FieldCase.Trait, Case)]
    public async Task A_line_with_more_than_a_word_is_refused_with_what_it_looks_like(string model, string look)
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            FieldCase.At(Case, model),
            "--text",
            "the film",
            "--unknown",
            "zero"
        );
        Assert.Equal((2, ""), (result.ExitCode, result.StandardOutput));
        Assert.StartsWith(
            $"lrp: {FieldCase.At(Case, model, "vocab.txt")}, line 1: {look}",
            result.StandardError,
            StringComparison.Ordinal
        );
        Assert.Equal(1, result.StandardError.Count(letter => letter == '\n'));
    }

    [Fact]
    [Trait(FieldCase.Trait, Case)]
    public async Task Words_and_their_ids_may_stand_in_json()
    {
        string[] text = ["--text", "the film is good"];
        var named = await LrpCommand.Run([
            "predict",
            "--model",
            FieldCase.At(Case, "glove"),
            "--vocab",
            FieldCase.At(Case, "vocab.json"),
            .. text,
        ]);
        Assert.Equal((0, ""), (named.ExitCode, named.StandardError));
        FieldScores.Equal(
            [FieldCase.ExpectedRow(Case, "scores_of_the_words")],
            named.StandardOutput,
            FieldScores.OfUnroundedWeights
        );
        var beside = await LrpCommand.Run([
            "predict",
            "--model",
            WithJson(File.ReadAllText(FieldCase.At(Case, "vocab.json"))),
            .. text,
        ]);
        Assert.Equal(named.StandardOutput, beside.StandardOutput);
    }

    [Fact]
    public async Task A_row_that_no_word_has_is_called_by_its_number()
    {
        var model = WithJson("{\"the\": 1, \"film\": 2, \"0\": 4}");
        var result = await LrpCommand.Run(
            "explain",
            "--model",
            model,
            "--data",
            _sandbox.Write("a.jsonl", "{\"ids\": [0, 1, 4, 5]}\n")
        );
        Assert.Equal(
            ["<0>", "the", "0", "<5>"],
            result.StandardOutput.Split('\n')[1..^1].Select(row => row.Split(',')[2])
        );
        var info = await LrpCommand.Run("info", "--model", model);
        Assert.Contains(
            "6 words (3 rows that have none are called <row>), unknown word none\n",
            info.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await LrpCommand.Run("convert", model, _sandbox.At("new"))).ExitCode);
        Assert.Equal("<0>\nthe\nfilm\n<3>\n0\n<5>\n", File.ReadAllText(_sandbox.At("new", "vocab.txt")));
    }

    [Fact]
    public async Task Words_that_no_line_can_keep_are_converted_to_json()
    {
        var model = WithJson("{\"<pad>\": 0, \"new york\": 1, \"a\\nb\": 2, \"is\": 3, \"good\": 4, \"bad\": 5}");
        Assert.Equal(0, (await LrpCommand.Run("convert", model, _sandbox.At("new"))).ExitCode);
        Assert.False(File.Exists(_sandbox.At("new", "vocab.txt")));
        var result = await LrpCommand.Run(
            "explain",
            "--model",
            _sandbox.At("new"),
            "--data",
            _sandbox.Write("a.jsonl", "{\"words\": [\"new york\", \"is\", \"good\"]}\n")
        );
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
        Assert.Equal(
            ["new york", "is", "good"],
            result.StandardOutput.Split('\n')[1..^1].Select(row => row.Split(',')[2])
        );
    }

    [Theory]
    [InlineData("[\"the\", \"film\"]", "it holds no JSON object of words and their ids")]
    [InlineData("{\"the\": 1, \"film\": 1}", "the words \"the\" and \"film\" have the same id 1")]
    [InlineData("{\"the\": 1, \"the\": 2}", "a word in it is there twice")]
    [InlineData("{\"the\": 6}", "the word \"the\" has the id 6, where the embedding has rows 0 to 5")]
    [InlineData("{\"the\": 9999999999}", "the word \"the\" has the id 9999999999")]
    [InlineData("{\"the\": -1}", "the id of the word \"the\" is no whole number from 0")]
    [InlineData("{\"the\": 1.5}", "the id of the word \"the\" is no whole number from 0")]
    [InlineData("{\"the\": \"1\"}", "the id of the word \"the\" is no whole number from 0")]
    [InlineData("{\"<5>\": 1}", "the word \"<5>\" stands at 2 and again at 6")]
    [InlineData("{\"the\": 1", "it is no JSON at line 1, byte 10")]
    public async Task Json_that_gives_no_ids_is_refused(string json, string message)
    {
        var result = await LrpCommand.Run("info", "--model", WithJson(json));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the a b c d", "80 % of the words are not in the vocabulary")]
    [InlineData("the the the the a", "")]
    public async Task Many_unknown_words_are_warned_of(string text, string warning)
    {
        var result = await LrpCommand.Run(
            "predict",
            "--model",
            WithJson("{\"the\": 1}"),
            "--unknown",
            "zero",
            "--text",
            text
        );
        Assert.Equal(
            (0, warning.Length > 0),
            (result.ExitCode, result.StandardError.Contains("% of the words", StringComparison.Ordinal))
        );
        Assert.Contains(warning, result.StandardError, StringComparison.Ordinal);
    }

    private string WithJson(string words)
    {
        Directory.CreateDirectory(_sandbox.At("m"));
        File.Copy(
            FieldCase.At(Case, "glove", "model.safetensors"),
            _sandbox.At("m", "model.safetensors"),
            overwrite: true
        );
        File.WriteAllText(_sandbox.At("m", "vocab.json"), words);
        return _sandbox.At("m");
    }
}
