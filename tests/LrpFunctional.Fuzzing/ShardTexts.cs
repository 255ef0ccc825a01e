using System.Collections.Immutable;
using System.Security.Cryptography;
using LanguageExt;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.TableFiles;

namespace LrpFunctional.Fuzzing;

/// <summary>What lies there of a run over shards.</summary>
internal static class ShardTexts
{
    /// <summary>Manifests.</summary>
    public static ImmutableArray<Seed> Manifests { get; } =
    [
        Seed.OfText(
            ManifestFile.Text(
                new Manifest(
                    "lrp 1.2.3",
                    "explain",
                    [new("--method", ["lrp", "sa"])],
                    [new("--data", "café.csv", "00ff")],
                    "abcd",
                    new Shard(3, 8, 5)
                )
                {
                    Sentences = 17,
                    WithoutVector = 4,
                    IsComplete = true,
                    Tables = [new("--out", "words.csv", 123, "1234"), new("--scores", "s.csv", 0, Option<string>.None)],
                }
            )
        ),
    ];

    /// <summary>Merges a table that is all of its run, and whose manifest fits it.</summary>
    public static bool Merge(string path)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        var table = new ManifestTable("--out", Path.GetFileName(path), new FileInfo(path).Length, sha256);
        Merging.Write(
            [new ShardFile(Shard.Whole, path, table, TableFormat.Csv)],
            Stream.Null,
            _ => { },
            CancellationToken.None
        );
        return true;
    }
}
