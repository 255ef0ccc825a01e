using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Batches;

namespace LrpFunctional.Formats.Outputs;

/// <summary>What a run had finished when it was stopped: its drafts up to the end of a block.</summary>
/// <param name="Folder">Its draft folder, which is taken up.</param>
/// <param name="Manifest">How far its tables are.</param>
internal sealed record KeptRun(DraftFolder Folder, Manifest Manifest)
{
    private const string FileName = "manifest.json";
    private const string Remedy = "run without --resume to begin anew";

    /// <summary>The name of its draft folder.</summary>
    public string Name => Path.GetFileName(Folder.FullPath);

    /// <summary>What a stopped run has kept of the same tables, if one has.</summary>
    /// <param name="folder">The folder of the tables.</param>
    /// <param name="tables">Their places.</param>
    /// <param name="run">The run that takes it up, as it would be from the start.</param>
    /// <exception cref="FaultException">The stopped run would have made other rows, or an earlier run's files cannot be
    /// completed.</exception>
    public static Option<KeptRun> TakeUp(string folder, ImmutableArray<string> tables, Manifest run)
    {
        using var others = FolderHandle.Lock(folder);
        Leftovers.Settle(folder, drafts => IsOver(drafts, []));
        foreach (var drafts in DraftFolder.In(folder))
        {
            if (Read(drafts).Filter(manifest => Writes(folder, manifest, tables)).Case is not Manifest kept)
                continue;
            if (DraftFolder.TakeUp(drafts).Case is not DraftFolder taken)
                continue;
            var differences = Differences(drafts, kept, run, tables);
            if (differences.IsEmpty)
                return new KeptRun(taken, kept);
            taken.Dispose();
            throw new FaultException(differences);
        }

        return Option<KeptRun>.None;
    }

    /// <summary>Whether a draft folder keeps nothing, or what it keeps is of a table that another run writes anew.</summary>
    public static bool IsOver(string drafts, ImmutableArray<string> tables) =>
        Read(drafts).ForAll(manifest => Writes(Path.GetDirectoryName(drafts)!, manifest, tables));

    /// <summary>What is in the drafts so far is on the disk, and from now on is kept.</summary>
    /// <param name="drafts">The draft folder.</param>
    /// <param name="manifest">How far the tables are.</param>
    public static void Write(string drafts, Manifest manifest)
    {
        var path = Path.Combine(drafts, FileName);
        var unfinished = $"{path}.new";
        using (var stream = new DraftStream(unfinished, FileMode.Create))
        {
            stream.Write(Edge.Utf8.GetBytes(ManifestFile.Text(manifest)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
        FolderHandle.Sync(drafts);
    }

    /// <summary>The draft of a table, as far as it was kept.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="draft">The draft.</param>
    /// <exception cref="FaultException">It is shorter.</exception>
    public OpenFile Continued(Place place, string draft)
    {
        var file = Path.GetFileName(place.Target);
        var kept = Manifest.Tables.Single(table => table.File == file).Bytes;
        return OpenFile
            .Continued(draft, kept)
            .IfNone(() =>
                throw new FaultException(
                    new Fault(Folder.FullPath, $"its {file} has less than the {kept} bytes that were kept", Remedy)
                )
            );
    }

    private static Option<Manifest> Read(string drafts)
    {
        var path = Path.Combine(drafts, FileName);
        return File.Exists(path) ? ManifestFile.Read(path).ToOption() : Option<Manifest>.None;
    }

    private static bool Writes(string folder, Manifest manifest, ImmutableArray<string> tables) =>
        manifest.Tables.Any(table => tables.Contains(Path.Combine(folder, table.File), StringComparer.Ordinal));

    private static ImmutableArray<Fault> Differences(
        string drafts,
        Manifest kept,
        Manifest run,
        ImmutableArray<string> tables
    )
    {
        var its = string.Join(", ", kept.Tables.Select(table => table.File));
        var ours = string.Join(", ", tables.Select(Path.GetFileName));
        return
        [
            .. kept.DifferencesFrom(drafts, run, Remedy),
            .. kept.Shard.Index == run.Shard.Index
                ? Array.Empty<Fault>()
                :
                [
                    new Fault(
                        drafts,
                        $"the shard is {kept.Shard.Index} there, and {run.Shard.Index} here",
                        "give each shard outputs of its own"
                    ),
                ],
            .. its == ours
                ? Array.Empty<Fault>()
                : [new Fault(drafts, $"the tables are {its} there, and {ours} here", Remedy)],
        ];
    }
}
