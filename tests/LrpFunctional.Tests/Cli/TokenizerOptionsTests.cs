using System.Globalization;
using LrpFunctional.Tests.Formats.Tokenizers;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>Text that a tokenizer splits, and the words that its pieces are of.</summary>
public sealed class TokenizerOptionsTests
{
    private const string Text = "not unaffable, uns";

    private static readonly string Json = TokenizerText.Of(
        TokenizerText.WordPiece,
        words: """{"type":"BertPreTokenizer"}""",
        template: """{"type":"BertProcessing","cls":["[CLS]",2],"sep":["[SEP]",3]}"""
    );

    [Fact]
    public async Task Pieces_are_the_rows_and_merge_to_words_and_sentences_by_sum_or_by_the_farthest_from_0()
    {
        using var sandbox = new Sandbox();
        string[] arguments =
        [
            "explain",
            "--model",
            DataFiles.IdModel,
            "--tokenizer",
            sandbox.Write("pieces.json", Json),
            "--text",
            Text,
        ];
        var pieces = await Rows(arguments);
        Assert.Equal(
            ["[CLS]", "not", "un", "##aff", "##able", ",", "un", "##s", "[SEP]"],
            pieces.Select(row => row.Word)
        );
        Assert.Equal(pieces, await Rows([.. arguments, "--granularity", "piece"]));
        var words = await Rows([.. arguments, "--granularity", "word"]);
        Assert.Equal(["[CLS]", "not", "unaffable", ",", "uns", "[SEP]"], words.Select(row => row.Word));
        Close.Absolute(1e-15, [pieces[2..5].Sum(row => row.Relevance)], [words[2].Relevance]);
        Close.Absolute(1e-14, [pieces.Sum(row => row.Relevance)], [words.Sum(row => row.Relevance)]);
        var sentence = Assert.Single(await Rows([.. arguments, "--granularity", "sentence"]));
        Assert.Equal("[CLS] not unaffable ", sentence.Word);
        Close.Absolute(1e-14, [words.Sum(row => row.Relevance)], [sentence.Relevance]);
        var largest = await Rows([.. arguments, "--granularity", "word", "--merge", "max"]);
        Assert.Equal(pieces[2..5].MaxBy(row => Math.Abs(row.Relevance)).Relevance, largest[2].Relevance);
        Assert.Equal(words[1], largest[1]);
    }

    [Fact]
    public async Task A_tokenizer_beside_the_model_is_used_and_told_and_the_same_as_its_ids()
    {
        using var sandbox = new Sandbox();
        foreach (var file in new[] { "model.safetensors", "config.json" })
            File.Copy(Path.Combine(Path.GetDirectoryName(DataFiles.IdModel)!, file), sandbox.At(file));
        var ids = await Numbers(
            "explain",
            "--model",
            sandbox.Root,
            "--data",
            sandbox.Write("ids.jsonl", """{"ids":[2,7,4,5,6,8,4,10,3]}""")
        );
        sandbox.Write("tokenizer.json", Json);
        Assert.Equal(ids, await Numbers("explain", "--model", sandbox.Root, "--text", Text));
        var info = await LrpCommand.Run("info", "--model", sandbox.Root);
        Assert.Contains("note           text is split by tokenizer.json\n", info.StandardOutput);
        Assert.Contains("text           WordPiece of ", info.StandardOutput);
    }

    [Fact]
    public async Task What_does_not_go_together_is_said()
    {
        using var sandbox = new Sandbox();
        var tokenizer = sandbox.Write("pieces.json", Json);
        async Task Refused(string problem, params string[] arguments)
        {
            var result = await LrpCommand.Run(["explain", .. arguments]);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(problem, result.StandardError);
        }

        string[] model = ["--model", DataFiles.IdModel, "--tokenizer", tokenizer, "--text"];
        await Refused("\"xyz\"", [.. model, "not xyz", "--unknown", "error"]);
        await Refused("nothing is merged", [.. model, "not", "--merge", "max"]);
        await Refused(
            "does not go together with --granularity",
            [.. model, "not", "--granularity", "word", "--span", "1"]
        );
        await Refused("it is a tokenizer beside a vocabulary", [.. model, "not", "--vocab", tokenizer]);
        await Refused(
            "it is a tokenizer, while the network reads numbers",
            "--model",
            DataFiles.NumberModel,
            "--tokenizer",
            tokenizer
        );
        var far = sandbox.Write("far.json", Json.Replace("\"##s\":10", "\"##s\":12"));
        await Refused(
            "has the id 12, where the embedding has rows 0 to 11",
            "--model",
            DataFiles.IdModel,
            "--tokenizer",
            far,
            "--text",
            "not"
        );
    }

    private static async Task<(string Word, double Relevance)[]> Rows(params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.Equal("", result.StandardError);
        return
        [
            .. result
                .StandardOutput.TrimEnd('\n')
                .Split('\n')
                .Skip(1)
                .Select(row => row.Replace("\",\"", "comma").Split(','))
                .Select(cells =>
                    (cells[2].Replace("comma", ",").Trim('"'), double.Parse(cells[^1], CultureInfo.InvariantCulture))
                ),
        ];
    }

    private static async Task<string[]> Numbers(params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.Equal("", result.StandardError);
        return [.. result.StandardOutput.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(',')[^1])];
    }
}
