using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>What did it predict after each word, and why?</summary>
public sealed class PrefixOptionTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public Task Each_prefix_of_words_has_the_rows_that_it_has_as_a_sentence_of_its_own() =>
        Agree(
            "2\tgood | . | bad\n\tbad\n1\tbad | good\n",
            "2\tgood\n2\tgood | .\n2\tgood | . | bad\n\tbad\n1\tbad\n1\tbad | good\n",
            3,
            ["--model", _sandbox.ReferenceModel(), "--target", "all", "--method", "lrp", "--method", "occlusion"]
        );

    [Fact]
    public async Task So_has_each_prefix_of_numbers_by_step_and_by_feature()
    {
        var whole =
            """{"numbers": [[1, 0, 0, 0, -2], [0, 1, 3, 0, 0]], "label": 2, "id": "a"}"""
            + "\n"
            + """{"numbers": [[0, 1, 0, 0, 0]], "label": 1, "id": "b"}""";
        var each = """{"numbers": [[1, 0, 0, 0, -2]], "label": 2, "id": "a"}""" + "\n" + whole;
        foreach (var pool in new[] { "step", "none" })
            await Agree(
                whole,
                each,
                2,
                [
                    "--model",
                    DataFiles.NumberModel,
                    "--format",
                    "jsonl",
                    "--target",
                    "label",
                    "--method",
                    "lrp",
                    "--method",
                    "sa",
                    "--pool",
                    pool,
                ]
            );
    }

    [Fact]
    public async Task The_account_of_each_prefix_closes_and_whole_sentences_are_counted_once()
    {
        var result = await LrpCommand.Run(
            "explain",
            "--text",
            "not a very xyzzy .",
            "--prefixes",
            "--ledger",
            _sandbox.At("ledger.csv"),
            "--strict",
            "1e-9",
            "--out",
            _sandbox.At("words.csv")
        );
        Assert.Equal((0, "1 sentences, 5 words (1 not in the vocabulary)\n"), (result.ExitCode, result.StandardError));
        var rows = File.ReadAllLines(_sandbox.At("ledger.csv"));
        Assert.StartsWith("sentence,prefix,target,place,", rows[0], StringComparison.Ordinal);
        Assert.Equal(
            ["1,1", "1,2", "1,3", "1,4", "1,5"],
            rows[1..].Where(row => row.Contains(",score,", StringComparison.Ordinal)).Select(row => row[..3])
        );
        var broken = await LrpCommand.Run(
            "explain",
            "--text",
            "not very good .",
            "--prefixes",
            "--strict",
            "1e-25",
            "--out",
            _sandbox.At("broken.csv")
        );
        Assert.Equal(1, broken.ExitCode);
        Assert.Matches(
            @"sentence 1, target \d: the account of its score does not close, .*, after \d of 4 words\n$",
            broken.StandardError
        );
    }

    [Fact]
    public async Task The_triangle_shown_in_the_readme_is_the_triangle()
    {
        var shown = Regex.Match(
            Readme.Documents.Text(Readme.Documents.Command),
            @"\$ lrp explain --text ""(?<text>[^""]*)"" --prefixes\n(?<output>.*?)```",
            RegexOptions.Singleline
        );
        var result = await LrpCommand.Run("explain", "--text", shown.Groups["text"].Value, "--prefixes");
        Assert.Equal((0, shown.Groups["output"].Value), (result.ExitCode, result.StandardOutput));
    }

    /// <summary>
    /// The tables of the prefixes of some sentences are those of the prefixes as sentences, but for the numbers of
    /// sentence and prefix.
    /// </summary>
    private async Task Agree(string wholes, string prefixes, int sentences, string[] arguments)
    {
        async Task<(string[] Words, string[] Scores)> Tables(string text, params string[] more)
        {
            string[] files =
            [
                "--data",
                _sandbox.Write("data.txt", text),
                "--out",
                _sandbox.At("words.csv"),
                "--scores",
                _sandbox.At("scores.csv"),
            ];
            var result = await LrpCommand.Run(["explain", .. arguments, .. files, .. more]);
            Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
            return (File.ReadAllLines(_sandbox.At("words.csv")), File.ReadAllLines(_sandbox.At("scores.csv")));
        }

        var (triangle, each) = (await Tables(wholes, "--prefixes", "--threads", "2"), await Tables(prefixes));
        var named = triangle.Scores[0].StartsWith("sentence,id,prefix,", StringComparison.Ordinal);
        Assert.StartsWith(
            named ? "sentence,id,prefix,position," : "sentence,prefix,position,",
            triangle.Words[0],
            StringComparison.Ordinal
        );

        // A prefix of one word begins a sentence.
        var at = named ? 2 : 1;
        var places = triangle
            .Scores[1..]
            .Select(row => (Sentence: row.Split(',')[0], Prefix: row.Split(',')[at]))
            .ToArray();
        Assert.Equal(sentences, places.Count(place => place.Prefix == "1"));
        Assert.Equal(
            places.Select((place, row) => $"{places[..(row + 1)].Count(earlier => earlier.Prefix == "1")}"),
            places.Select(place => place.Sentence)
        );
        IEnumerable<string> Numbered(string[] rows) =>
            rows[1..]
                .Select(row =>
                {
                    var (fields, place) = (
                        row.Split(',').ToImmutableArray(),
                        places[int.Parse(row.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture) - 1]
                    );
                    return string.Join(',', fields.SetItem(0, place.Sentence).Insert(at, place.Prefix));
                });
        Assert.Equal(Numbered(each.Words), triangle.Words[1..]);
        Assert.Equal(Numbered(each.Scores), triangle.Scores[1..]);
    }
}
