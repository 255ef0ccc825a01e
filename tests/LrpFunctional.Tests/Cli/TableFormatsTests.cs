using System.IO.Compression;
using System.Text.Json;
using LrpFunctional.Tests.Reference;
using Parquet;

namespace LrpFunctional.Tests.Cli;

/// <summary>The tables of a run in formats for many rows: the rows are those of CSV.</summary>
public sealed class TableFormatsTests : IDisposable
{
    private static readonly string[] Tables = ["out", "scores", "totals", "ledger"];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Parquet_and_Arrow_hold_the_cells_of_csv_and_tell_numbers_from_text()
    {
        foreach (var ending in new[] { "csv", "parquet", "arrow", "jsonl", "csv.gz" })
            await Explain(ending, "--prefixes", "--method", "lrp");
        foreach (var table in Tables)
        {
            var cells = TableReading.Csv(File.ReadAllText(At(table, "csv")));
            Assert.True(cells.Length > 5);
            Assert.Equal(cells, await TableReading.Parquet(At(table, "parquet")));
            Assert.Equal(cells, TableReading.Arrow(At(table, "arrow")));
            Assert.Equal(cells[1..], File.ReadLines(At(table, "jsonl")).Select(TableReading.Json));
            Assert.Equal(File.ReadAllBytes(At(table, "csv")), Unpacked(At(table, "csv.gz")));
        }

        Assert.Equal(
            "sentence Int32, id String, prefix Int32, position Int32?, word String, label Int32?, predicted Int32, "
                + "target String, method String, relevance Double",
            await TableReading.Kinds(At("out", "parquet"))
        );
        Assert.Equal(
            "sentence Int32, id String, prefix Int32, label Int32?, predicted Int32, target String, method String, "
                + "value Double, words Double, leftover Double?",
            await TableReading.Kinds(At("totals", "parquet"))
        );
    }

    [Fact]
    public async Task Words_of_Parquet_are_a_dictionary_and_each_group_says_its_least_and_largest()
    {
        await Explain("parquet");
        await using var file = await ParquetReader.CreateAsync(At("out", "parquet"));
        var group = Assert.Single(file.RowGroups);
        var fields = file.Schema.DataFields.ToDictionary(field => field.Name);
        Assert.Contains(
            group.GetMetadata(fields["word"])!.MetaData!.Encodings,
            encoding => encoding is Parquet.Meta.Encoding.PLAIN_DICTIONARY or Parquet.Meta.Encoding.RLE_DICTIONARY
        );
        var sentences = group.GetStatistics(fields["sentence"])!;
        Assert.Equal((1, 4, 0L), (sentences.MinValue, sentences.MaxValue, sentences.NullCount));
        Assert.True((double)group.GetStatistics(fields["relevance"])!.MinValue! < 0);
        Assert.Equal(("-", "é"), Ends(group.GetStatistics(fields["word"])!));
    }

    [Theory]
    [InlineData("parquet")]
    [InlineData("arrow")]
    [InlineData("jsonl.gz")]
    [InlineData("csv.gz")]
    public async Task The_same_run_gives_the_same_bytes_and_so_do_its_shards_merged(string ending)
    {
        await Explain(ending);
        await Explain("csv");
        var before = Tables.ToDictionary(table => table, table => File.ReadAllBytes(At(table, ending)));
        await Explain(ending);
        Directory.CreateDirectory(_sandbox.At("shards"));
        for (var shard = 0; shard < 3; shard++)
            await Succeed([
                .. Run,
                "--shard",
                $"{shard}/3",
                .. Tables.SelectMany(table =>
                    new[] { $"--{table}", _sandbox.At("shards", $"{table}-{{shard}}.{ending}") }
                ),
            ]);
        await Succeed([
            "merge",
            _sandbox.At("shards"),
            .. Tables.SelectMany(table => new[] { $"--{table}", _sandbox.At($"merged-{table}.{ending}") }),
        ]);
        await Succeed("merge", _sandbox.At("shards"), "--out", _sandbox.At("merged.csv"));
        foreach (var table in Tables)
        {
            Assert.Equal(before[table], File.ReadAllBytes(At(table, ending)));
            Assert.Equal(before[table], File.ReadAllBytes(_sandbox.At($"merged-{table}.{ending}")));
        }

        Assert.Equal(File.ReadAllBytes(At("out", "csv")), File.ReadAllBytes(_sandbox.At("merged.csv")));
        var manifest = await File.ReadAllTextAsync(_sandbox.At("shards", $"out-0-of-3.{ending}.manifest.json"));
        using var json = JsonDocument.Parse(manifest);
        var first = json.RootElement.GetProperty("tables")[0];
        var path = _sandbox.At("shards", first.GetProperty("file").GetString()!);
        Assert.Equal(new FileInfo(path).Length, first.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task A_format_is_named_where_no_ending_does_and_its_shards_are_still_known()
    {
        Directory.CreateDirectory(_sandbox.At("shards"));
        foreach (var shard in new[] { "0/2", "1/2" })
            await Succeed([
                .. Run,
                "--table",
                "parquet",
                "--shard",
                shard,
                "--out",
                _sandbox.At("shards", "words-{shard}"),
            ]);
        await Succeed([.. Run, "--out", At("out", "csv")]);
        await Succeed("merge", _sandbox.At("shards"), "--out", _sandbox.At("merged.csv"));
        Assert.Equal(File.ReadAllBytes(At("out", "csv")), File.ReadAllBytes(_sandbox.At("merged.csv")));
        await Succeed("merge", _sandbox.At("shards"), "--table", "arrow", "--out", _sandbox.At("merged"));
        Assert.Equal(TableReading.Csv(File.ReadAllText(At("out", "csv"))), TableReading.Arrow(_sandbox.At("merged")));
    }

    [Fact]
    public async Task Shards_without_sentences_are_merged_and_no_rows_at_all_are_a_table_with_columns()
    {
        var data = _sandbox.Write("one.csv", "text\na film\n");
        foreach (var ending in new[] { "parquet", "arrow", "jsonl" })
        {
            for (var shard = 0; shard < 3; shard++)
                await Succeed(
                    "predict",
                    "--data",
                    data,
                    "--shard",
                    $"{shard}/3",
                    "--out",
                    _sandbox.At($"{{shard}}.{ending}")
                );
            string[] shards = [.. Enumerable.Range(0, 3).Select(at => _sandbox.At($"{at}-of-3.{ending}"))];
            await Succeed(["merge", .. shards, "--out", _sandbox.At($"{ending}.csv")]);
            Assert.StartsWith(
                "sentence,label,predicted,score_0,score_1,score_2,score_3,score_4\n1,,",
                File.ReadAllText(_sandbox.At($"{ending}.csv")),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(
            "sentence Int32, label Int32?, predicted Int32, score_0 Double, score_1 Double, score_2 Double, "
                + "score_3 Double, score_4 Double",
            await TableReading.Kinds(_sandbox.At("2-of-3.parquet"))
        );
    }

    [Theory]
    [InlineData("--out -: it is a pipe or device, where csv alone can go", "--table", "parquet", "--out", "-")]
    [InlineData("--out -: it is a pipe or device, where csv alone can go", "--table", "jsonl")]
    [InlineData("it ends in .zst, and .NET has no Zstandard; name it .gz", "--out", "words.csv.zst")]
    [InlineData("parquet packs its numbers itself; leave .gz out", "--out", "words.parquet.gz")]
    [InlineData("it ends in .gz, which does not say what is packed", "--out", "words.gz")]
    [InlineData("it ends like csv, where arrow is asked for", "--out", "words.csv", "--table", "arrow")]
    [InlineData("which is an array, where csv is asked for", "--out", "words.npy", "--table", "csv")]
    [InlineData("words.arrow is arrow, of which no spreadsheet", "--out", "words.arrow", "--spreadsheet-safe")]
    public async Task What_cannot_be_is_refused_by_name(string message, params string[] options)
    {
        var result = await LrpCommand.Run(["explain", "--text", "a film", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spreadsheet_runs_no_word_of_a_safe_table_and_numbers_stay_numbers()
    {
        var data = _sandbox.Write(
            "data.jsonl",
            """{"id": "=HYPERLINK(\"x\")", "words": ["=1+1", "-,\"", "a-b", "@x", "film", "+", "\tx", "'s"]}""" + "\n"
        );
        string[] run = ["explain", "--data", data, "--unknown", "unk"];
        await Succeed([.. run, "--out", _sandbox.At("plain.csv")]);
        await Succeed([.. run, "--spreadsheet-safe", "--out", _sandbox.At("safe.csv")]);
        var (plain, safe) = (Cells("plain.csv"), Cells("safe.csv"));
        Assert.Equal(
            ["'=1+1", "'-,\"", "a-b", "'@x", "film", "'+", "'\tx", "'s"],
            safe[1..].Select(row => row.Split('␟')[3])
        );
        Assert.All(safe[1..], row => Assert.Equal("'=HYPERLINK(\"x\")", row.Split('␟')[1]));
        Assert.Contains(safe[1..], row => row.Split('␟')[^1].StartsWith('-'));
        Assert.Equal(plain.Select(row => row.Split('␟')[^1]), safe.Select(row => row.Split('␟')[^1]));
    }

    private string[] Run =>
        [
            "explain",
            "--unknown",
            "unk",
            "--data",
            _sandbox.Write(
                "data.jsonl",
                """
                {"id": "a,\"1\"", "words": ["good", "=1+1", "é"], "label": 3}
                {"id": "", "words": ["not", "a\nfilm"]}
                {"id": "c", "words": ["-", "1", "good", "good", "é", "good"], "label": 0}
                {"id": "d", "words": ["the", "end"], "label": 1}
                """
            ),
        ];

    private Task Explain(string ending, params string[] more) =>
        Succeed([.. Run, .. more, .. Tables.SelectMany(table => new[] { $"--{table}", At(table, ending) })]);

    private string At(string table, string ending) => _sandbox.At($"{table}.{ending}");

    private string[] Cells(string name) => TableReading.Csv(File.ReadAllText(_sandbox.At(name)));

    private static (string?, string?) Ends(Parquet.Data.DataColumnStatistics statistics) =>
        ($"{statistics.MinValue}", $"{statistics.MaxValue}");

    private static byte[] Unpacked(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        packed.CopyTo(whole);
        return whole.ToArray();
    }

    private static async Task Succeed(params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }
}
