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
        Gzip("data.jsonl.gz", "{\"text\": \"good \\u00e9\", \"label\": 3, \"id\": \"x\"}\n{\"ids\": [0, 1]}\n"),
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
