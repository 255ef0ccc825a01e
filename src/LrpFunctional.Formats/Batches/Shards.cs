using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.TableFiles;

namespace LrpFunctional.Formats.Batches;

/// <summary>All shards of a run.</summary>
/// <param name="Manifests">Their manifests, shard by shard, each with the folder that it lies in.</param>
public sealed record Shards(ImmutableArray<(string Folder, Manifest Manifest)> Manifests)
{
    private const int MostTold = 20;

    /// <summary>The shards in folders, or those that tables or manifests are of: all of one run, each of them whole.</summary>
    /// <param name="paths">The folders, tables and manifests.</param>
    /// <returns>The shards, or what is missing, or does not belong together.</returns>
    public static Validation<Fault, Shards> Find(ImmutableArray<string> paths) =>
        Validations
            .All(paths.Select(Listed))
            .Map(found => found.SelectMany(each => each).Distinct(StringComparer.Ordinal).ToImmutableArray())
            .Bind(files => Validations.All(files.Select(Read)))
            .Bind(Together);

    /// <summary>The options whose tables the run has.</summary>
    public ImmutableArray<string> Options => [.. Manifests[0].Manifest.Tables.Select(table => table.Option)];

    /// <summary>The tables of an option, shard by shard.</summary>
    /// <param name="option">The option that asked for them.</param>
    /// <param name="format">The option that says how they are written, where the names do not.</param>
    /// <exception cref="FaultException">The name of a table and what is said of it are at odds.</exception>
    public ImmutableArray<ShardFile> Tables(string option, string format) =>
        [
            .. from shard in Manifests
            from table in shard.Manifest.Tables
            where table.Option == option
            let path = Path.Combine(shard.Folder, table.File)
            let said = shard.Manifest.Settings.Filter(one => one.Option == format).SelectMany(one => one.Values)
            select new ShardFile(
                shard.Manifest.Shard,
                path,
                table,
                TableFormat.Of(path, path, said.ToSeq().HeadOrNone()).OrThrow()
            ),
        ];

    private static Validation<Fault, ImmutableArray<string>> Listed(string path) =>
        Edge.Read<ImmutableArray<string>>(
            path,
            () =>
                Directory.Exists(path)
                    ? Directory.GetFiles(path, $"*{ManifestFile.Ending}") is { Length: > 0 } manifests
                        ? [.. manifests]
                        : throw new FaultException(
                            new Fault(path, "there is no manifest of a shard in it", "name the folder of the shards")
                        )
                    : [path.EndsWith(ManifestFile.Ending, StringComparison.Ordinal) ? path : ManifestFile.Beside(path)]
        );

    private static Validation<Fault, (string Path, Manifest Manifest)> Read(string path) =>
        ManifestFile
            .Read(path)
            .Bind<(string, Manifest)>(manifest =>
                manifest.IsComplete
                    ? Edge.Read(path, () => Beside(path, manifest))
                    : new Fault(path, "its shard is not complete", "run that shard to its end")
            );

    private static (string Path, Manifest Manifest) Beside(string path, Manifest manifest)
    {
        foreach (var table in manifest.Tables)
            Neighbour.Beside(path, table.File);
        return (path, manifest);
    }

    private static Validation<Fault, Shards> Together(ImmutableArray<(string Path, Manifest Manifest)> found)
    {
        var (path, first) = found[0];
        var others = found.Skip(1).SelectMany(one => Unlike(one.Path, one.Manifest, first)).Take(MostTold);
        var twice =
            from one in found
            group one by one.Manifest.Shard.Index into same
            where same.Count() > 1
            select new Fault(
                same.Last().Path,
                $"it is shard {same.Key}, as {same.First().Path} is",
                "leave one of them out"
            );
        var missing = Enumerable.Range(0, first.Shard.Count).Except(found.Select(one => one.Manifest.Shard.Index));
        ImmutableArray<Fault> faults =
        [
            .. others.Concat(twice).Concat(Missing(path, first.Shard.Count, [.. missing])).Take(1 + MostTold),
        ];
        return faults.IsEmpty
            ? new Shards([
                .. found
                    .OrderBy(one => one.Manifest.Shard.Index)
                    .Select(one => (Path.GetDirectoryName(Path.GetFullPath(one.Path))!, one.Manifest)),
            ])
            : Validation<Fault, Shards>.Fail(faults.ToSeq());
    }

    private static IEnumerable<Fault> Unlike(string path, Manifest manifest, Manifest first) =>
        [
            .. manifest.DifferencesFrom(path, first, "merge shards of one run only"),
            .. manifest.Tables.Select(table => table.Option).SequenceEqual(first.Tables.Select(table => table.Option))
                ? Array.Empty<Fault>()
                : [new Fault(path, "it has tables of other options than the first", "run it with the same")],
        ];

    private static IEnumerable<Fault> Missing(string path, int count, ImmutableArray<int> missing) =>
        missing.IsEmpty
            ? []
            :
            [
                new Fault(
                    Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".",
                    $"of {count} shards these are missing: {string.Join(", ", missing.Take(MostTold))}"
                        + (missing.Length > MostTold ? ", …" : ""),
                    "run them, or name where they lie"
                ),
            ];
}
