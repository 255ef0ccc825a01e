using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LrpFunctional.Formats.TableFiles;
using LrpFunctional.Tests.Reference;
using Parquet;
using Parquet.Schema;
using CompressionCodec = Parquet.Meta.CompressionCodec;

namespace LrpFunctional.Tests.Cli;

/// <summary>Data as it comes out of pipelines: packed by gzip, or as Parquet.</summary>
public sealed class PackedDataTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("a.txt", "4\tgood | café | .\n")]
    [InlineData("a.csv", "label,text\n3,Good café.\n")]
    [InlineData("a.tsv", "text\tlabel\nGood café.\tpositive\n")]
    [InlineData("a.jsonl", "{\"words\": [\"Good\", \"café\", \".\"], \"label\": 3}\n")]
    [InlineData("a.trees", "(3 (2 Good) (2 (2 café) (2 .)))\n")]
    public async Task A_text_that_is_packed_is_read_as_what_is_in_it_and_the_record_has_the_hash_of_the_file(
        string name,
        string text
    )
    {
        var packed = Gzip(name + ".gz", text);
        var plain = await LrpCommand.Run(Explain(_sandbox.Write(name, text)));
        var result = await LrpCommand.Run([.. Explain(packed), "--out", _sandbox.At("words.csv")]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(plain.StandardOutput, File.ReadAllText(_sandbox.At("words.csv")));
        Assert.Contains(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(packed))),
            File.ReadAllText(_sandbox.At("words.meta.json")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_column_of_Parquet_is_explained_as_that_of_csv_and_the_record_has_the_hash_of_the_file()
    {
        var csv = _sandbox.Write("a.csv", "id,review,stars\n7,Good café.,3\n8,\"Bad, bad.\",\n");
        var parquet = await Parquet(
            "a.parquet",
            [
                (new DataField("id", typeof(long), false), new long[] { 7, 8 }),
                (new DataField("review", typeof(string), true), new[] { "Good café.", "Bad, bad." }),
                (new DataField("stars", typeof(int), true), new int?[] { 3, null }),
            ]
        );
        string[] columns = ["--text-column", "review", "--label-column", "stars"];
        var expected = await LrpCommand.Run([.. Explain(csv), .. columns]);
        var result = await LrpCommand.Run([.. Explain(parquet), .. columns, "--out", _sandbox.At("words.csv")]);
        Assert.True(result.ExitCode == 0, result.StandardError);
        Assert.StartsWith("sentence,id,position,word", expected.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(expected.StandardOutput, File.ReadAllText(_sandbox.At("words.csv")));
        Assert.Contains(
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(parquet))),
            File.ReadAllText(_sandbox.At("words.meta.json")),
            StringComparison.Ordinal
        );
        var missing = await LrpCommand.Run(Explain(parquet));
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains(
            "a.parquet: there is no column \"text\" among id, review, stars; name the column of the text",
            missing.StandardError.Replace(
                "\"id\", \"review\", \"stars\"",
                "id, review, stars",
                StringComparison.Ordinal
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Sequences_of_numbers_in_Parquet_are_those_of_csv()
    {
        var model = Sandbox.Fixture("Origins", "numeric_lstm", "model.safetensors");
        var csv = _sandbox.Write("n.csv", "group,a,b,c,d,e\nx,1.5,2,-3,0.004,5\nx,0.1,0,0,0,0\ny,1,1,1,1,1\n");
        DataField Of(string name) => new(name, typeof(double), false);
        var parquet = await Parquet(
            "n.parquet",
            [
                (new DataField("group", typeof(string), false), new[] { "x", "x", "y" }),
                (Of("a"), new[] { 1.5, 0.1, 1 }),
                (Of("b"), new[] { 2.0, 0, 1 }),
                (Of("c"), new[] { -3.0, 0, 1 }),
                (Of("d"), new[] { 0.004, 0, 1 }),
                (new DataField("e", typeof(short), false), new short[] { 5, 0, 1 }),
            ]
        );
        var expected = await LrpCommand.Run("explain", "--model", model, "--data", csv);
        var result = await LrpCommand.Run("explain", "--model", model, "--data", parquet);
        Assert.True(result.ExitCode == 0, result.StandardError);
        Assert.Equal(expected.StandardOutput, result.StandardOutput);
    }

    [Fact]
    public async Task A_number_in_Parquet_is_learned_as_that_of_csv()
    {
        var csv = _sandbox.Write("a.csv", "text,stars\ngood,3\nbad,-3\nunseen,\n");
        var parquet = await Parquet(
            "a.parquet",
            [
                (new DataField("text", typeof(string), true), new[] { "good", "bad", "unseen" }),
                (new DataField("stars", typeof(int), true), new int?[] { 3, -3, null }),
            ]
        );
        foreach (var (data, folder) in new[] { (csv, "of csv"), (parquet, "of Parquet") })
        {
            var result = await LrpCommand.Run(
                "train",
                "--data",
                data,
                "--label-column",
                "stars",
                "--recipe",
                _sandbox.Write(
                    "recipe.json",
                    """{ "model": { "task": "regression", "classes": ["stars"] }, "units": 2, "epochs": 2 }"""
                ),
                "--out",
                _sandbox.At(folder)
            );
            Assert.Contains("2 examples", result.StandardError, StringComparison.Ordinal);
        }

        Assert.Equal(
            File.ReadAllBytes(_sandbox.At("of csv/model.safetensors")),
            File.ReadAllBytes(_sandbox.At("of Parquet/model.safetensors"))
        );
    }

    [Fact]
    public async Task Damaged_files_are_refused_by_name_and_no_library_speaks()
    {
        var packed = Gzip("a.csv.gz", "text\n" + string.Concat(Enumerable.Range(0, 2000).Select(at => $"good {at}\n")));
        var whole = File.ReadAllBytes(packed);
        await Refused("a.csv.gz: it is no whole file of gzip", packed, whole[..^20]);
        await Refused("a.csv.gz: it is no whole file of gzip", packed, whole[..^6]);
        await Refused("a.csv.gz: it is no whole file of gzip", packed, [.. whole[..^8], 1, 2, 3, 4, .. whole[^4..]]);
        await Refused("a.csv.gz: it is no whole file of gzip", packed, "text\ngood\n"u8.ToArray());
        var parquet = await Parquet(
            "a.parquet",
            [(new DataField("text", typeof(string), false), new[] { "good", "bad" })]
        );
        var table = File.ReadAllBytes(parquet);
        await Refused("a.parquet: it is no whole file of Parquet", parquet, table[..^1]);
        await Refused("a.parquet: it is no whole file of Parquet", parquet, [.. table[..8], .. table[20..]]);
        await Refused("a.parquet: it is no whole file of Parquet", parquet, "text\ngood\n"u8.ToArray());
        await Refused("it is a pipe, where a file is expected", "-", [], "--format", "parquet");
        await Refused("gzip is read around texts only; unpack it by gunzip", Gzip("b.parquet.gz", "x"), []);
        await Refused("gzip is read around texts only; unpack it by gunzip", Gzip("b.npy.gz", "x"), []);
    }

    // A field of text where the version should be, which holds the begin of a list: whoever reads by the ids of the
    // fields alone goes on past the end of the description.
    [Fact]
    public async Task A_description_of_Parquet_whose_fields_are_of_another_kind_is_refused()
    {
        await RefusedDescription(
            "a part of its description is of another kind than it should be",
            [0x18, 7, 0x39, 0x1C, 0x19, 0x1C, 0x3C, 0x29, 0x25, 0]
        );
    }

    // An algorithm by which the file, and keys by which a column is encrypted: whole numbers where structures are read.
    [Theory]
    [InlineData(new byte[] { 0x8C, 0x15, 2, 0, 0 })]
    [InlineData(new byte[] { 0x49, 0x1C, 0x19, 0x1C, 0x8C, 0x15, 2, 0, 0, 0, 0 })]
    public Task A_file_of_Parquet_that_is_encrypted_is_refused_by_name(byte[] description) =>
        RefusedDescription("it is encrypted, and such files are not read", description);

    [Fact]
    public async Task A_page_of_Parquet_that_says_it_unfolds_to_more_than_it_can_is_refused_before_there_is_room_made()
    {
        var path = await Parquet(
            "a.parquet",
            [(new DataField("text", typeof(string), false), new[] { "good", "bad" })]
        );
        var whole = await File.ReadAllBytesAsync(path);
        var page = 4 + ThriftStruct.Read(whole.AsSpan(4), ParquetShapes.PageHeader).Length;
        byte[] size = [0xFF, 0xFF, 0xFF, 0x7F];
        await Refused(
            "a page of it says that it unfolds to more than it can",
            path,
            [.. whole[..page], .. size, .. whole[(page + size.Length)..]]
        );
    }

    [Theory]
    [InlineData(0x20, new byte[] { 200 }, 200ul)]
    [InlineData(0x40, new byte[] { 88, 0, 1 }, 512ul)]
    [InlineData(0x83, new byte[] { 88, 9, 9, 9, 9, 0, 0, 0, 16 }, 1ul << 28)]
    [InlineData(0xE0, new byte[] { 0, 0, 0, 0, 1, 0, 0, 0 }, 1ul << 32)]
    [InlineData(0, new byte[] { 88 }, null)]
    public void A_frame_of_zstd_says_its_size_by_its_flags(int flags, byte[] rest, ulong? size) =>
        Assert.Equal(
            size,
            PackedPage
                .Says(CompressionCodec.ZSTD, [0x28, 0xB5, 0x2F, 0xFD, (byte)flags, .. rest, 0])
                .MatchUnsafe(said => said, () => (ulong?)null)
        );

    [Fact]
    public async Task Two_columns_of_one_name_are_refused_in_Parquet_as_in_csv()
    {
        await Refused("there are two columns \"text\"", _sandbox.At("a.csv"), "text,text\ngood,bad\n"u8.ToArray());
        var path = await Parquet(
            "a.parquet",
            [
                (new DataField("text", typeof(string), false), new[] { "good" }),
                (new DataField("last", typeof(string), false), new[] { "bad" }),
            ]
        );
        await Refused(
            "there are two columns \"text\"",
            path,
            Encoding.Latin1.GetBytes(
                Encoding
                    .Latin1.GetString(await File.ReadAllBytesAsync(path))
                    .Replace("last", "text", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public async Task A_line_that_unfolds_beyond_the_limit_is_refused_before_it_fills_the_memory()
    {
        var packed = Gzip("bomb.csv.gz", "text\n" + new string('x', 70_000_000) + "\n");
        Assert.True(new FileInfo(packed).Length < 100_000);
        await Refused("line 2 is longer than 64000000 bytes", packed, []);
    }

    private Task RefusedDescription(string message, byte[] description) =>
        Refused(
            message,
            _sandbox.At("a.parquet"),
            [.. "PAR1"u8, .. description, (byte)description.Length, 0, 0, 0, .. "PAR1"u8]
        );

    private static async Task Refused(string message, string path, byte[] bytes, params string[] more)
    {
        if (bytes.Length > 0)
            await File.WriteAllBytesAsync(path, bytes);
        var result = await LrpCommand.Run([.. Explain(path), .. more]);
        Assert.Equal(2, result.ExitCode);
        Assert.True(result.StandardError.Contains(message, StringComparison.Ordinal), result.StandardError);
    }

    private static string[] Explain(string data) => ["explain", "--model", DataFiles.WordModel, "--data", data];

    private string Gzip(string name, string text)
    {
        using var packed = new GZipStream(File.Create(_sandbox.At(name)), CompressionLevel.Optimal);
        packed.Write(Encoding.UTF8.GetBytes(text));
        return _sandbox.At(name);
    }

    private async Task<string> Parquet(string name, (DataField Field, Array Values)[] columns)
    {
        await using var stream = File.Create(_sandbox.At(name));
        await using var writer = await ParquetWriter.CreateAsync(
            new ParquetSchema(columns.Select(column => column.Field)),
            stream
        );
        using var group = writer.CreateRowGroup();
        foreach (var (field, values) in columns)
            await (
                values switch
                {
                    string[] texts => group.WriteAsync(field, (IReadOnlyCollection<string>)texts),
                    double[] numbers => group.WriteAsync<double>(field, numbers),
                    long[] numbers => group.WriteAsync<long>(field, numbers),
                    short[] numbers => group.WriteAsync<short>(field, numbers),
                    int?[] numbers => group.WriteAsync<int>(field, (ReadOnlyMemory<int?>)numbers),
                    _ => throw new ArgumentException("these have no column", nameof(columns)),
                }
            );
        return _sandbox.At(name);
    }
}
