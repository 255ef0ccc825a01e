using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using LanguageExt;
using Parquet;
using Parquet.Schema;

namespace LrpFunctional.Fuzzing;

/// <summary>Small files that are packed: texts by gzip, and tables of Parquet.</summary>
internal static class Packed
{
    private const int Rows = 40;

    /// <summary>A text of each kind, by the name of its file.</summary>
    public static ImmutableArray<Seed> Texts { get; } =
    [
        Gzip("data.csv.gz", "id,text,label\n1,\"good, \"\"bad\"\"\",3\n2,café,4\n"),
        Gzip(
            "data.jsonl.gz",
            "{\"text\": \"good \\u00e9\", \"label\": 3, \"id\": \"x\"}\n{\"ids\": [0, 1], \"id\": \"y\"}\n"
        ),
    ];

    /// <summary>A table of sentences, some without a label.</summary>
    public static Seed ParquetOfText()
    {
        var (id, text, label) = (
            new DataField("id", typeof(long), false),
            new DataField("text", typeof(string), true),
            new DataField("label", typeof(int), true)
        );
        return Parquet(
            [id, text, label],
            async group =>
            {
                await group.WriteAsync<long>(id, Each(at => (long)at));
                await group.WriteAsync(
                    text,
                    (IReadOnlyCollection<string>)Each(at => at % 3 == 0 ? "good" : "bad, bad")
                );
                await group.WriteAsync<int>(label, (ReadOnlyMemory<int?>)Each(at => at % 4 == 0 ? (int?)null : at % 5));
            }
        );
    }

    /// <summary>A table of sequences of five features.</summary>
    public static Seed ParquetOfNumbers()
    {
        var group = new DataField("group", typeof(string), false);
        ImmutableArray<DataField> features =
        [
            .. "abcde".Select(name => new DataField($"{name}", typeof(double), false)),
        ];
        return Parquet(
            [group, .. features],
            async rows =>
            {
                await rows.WriteAsync(group, (IReadOnlyCollection<string>)Each(at => $"{at / 7}"));
                foreach (var (at, feature) in features.Index())
                    await rows.WriteAsync<double>(feature, Each(row => (row - at) / 3.0));
            }
        );
    }

    /// <summary>Two sequences of ids, with labels, alone and in an archive.</summary>
    public static ImmutableArray<Seed> ArraysOfIds { get; } =
    [
        new("data.npy", [.. Npy("<i4", "2, 3", Whole(0, 1, 2, 3, 0, 1))], Option<string>.None),
        Npz(
            ("inputs", Npy("<i4", "2, 3", Whole(0, 1, 2, 3, 0, 1))),
            ("lengths", Npy("<i4", "2,", Whole(3, 2))),
            ("labels", Npy("<i4", "2,", Whole(0, 1)))
        ),
    ];

    /// <summary>Two sequences of five features, and steps of two one after the other.</summary>
    public static ImmutableArray<Seed> ArraysOfNumbers { get; } =
    [
        Npz(("inputs", Npy("<f8", "2, 3, 5", Real(30)))),
        Npz(
            ("values", Npy("<f8", "4, 5", Real(20))),
            ("lengths", Npy("<i4", "2,", Whole(3, 1))),
            ("id", Npy("<U1", "2,", Whole('a', 'b')))
        ),
    ];

    private static byte[] Whole(params int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static byte[] Real(int count) =>
        [.. Enumerable.Range(0, count).SelectMany(at => BitConverter.GetBytes(at / 3.0))];

    // The header of the format's first version ends where a multiple of 64 bytes does.
    private static byte[] Npy(string type, string shape, byte[] values)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    private static Seed Npz(params (string Name, byte[] Array)[] arrays)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, array) in arrays)
            {
                using var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression).Open();
                entry.Write(array);
            }

        return new Seed("data.npz", [.. memory.ToArray()], Option<string>.None);
    }

    private static T[] Each<T>(Func<int, T> of) => [.. Enumerable.Range(0, Rows).Select(of)];

    private static Seed Gzip(string name, string text)
    {
        using var memory = new MemoryStream();
        using (var packed = new GZipStream(memory, CompressionLevel.Optimal))
            packed.Write(Encoding.UTF8.GetBytes(text));
        return new Seed(name, [.. memory.ToArray()], Option<string>.None);
    }

    private static Seed Parquet(ImmutableArray<DataField> fields, Func<ParquetRowGroupWriter, Task> write)
    {
        async Task<byte[]> Written()
        {
            using var memory = new MemoryStream();
            await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), memory))
            {
                using var group = writer.CreateRowGroup();
                await write(group);
            }

            return memory.ToArray();
        }

        return new Seed("data.parquet", [.. Written().GetAwaiter().GetResult()], Option<string>.None);
    }
}
