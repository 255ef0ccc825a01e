using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;

namespace LrpFunctional.Formats.Outputs;

/// <summary>
/// The last act of a run, when all its drafts are whole: no system renames several files at once, so the run first
/// writes down which it will move. Whoever finds that list completes it. Old records go before the first table comes,
/// and new ones come when all tables are there: beside a table there is its own record or none.
/// </summary>
/// <param name="Name">The name of the run's draft folders.</param>
/// <param name="Tables">The places of the tables; the list is written beside the first.</param>
/// <param name="Records">The places of their records, table by table; behind them that of the manifest of them all.</param>
internal sealed record Commit(string Name, ImmutableArray<string> Tables, ImmutableArray<string> Records)
{
    private const string File = "commit";

    /// <summary>When a killed run wrote its list: what was written to a place since then is somebody else's.</summary>
    public Option<DateTime> Since { get; init; }

    /// <summary>The folders of the files, that of the first table first.</summary>
    public ImmutableArray<string> Folders =>
        [.. Tables.Concat(Records).Select(Folder).Distinct(StringComparer.Ordinal)];

    /// <summary>What follows <see cref="Begin"/>, in this order; each step may be done again.</summary>
    public ImmutableArray<Action> Steps =>
        [
            .. Records.Select(record => (Action)(() => Retire(record))),
            .. Tables.Select(table => (Action)(() => Move(table))),
            .. Records.Select((record, at) => (Action)(() => MoveRecord(Tables[at % Tables.Length], record))),
            () => Folders.ToList().ForEach(FolderHandle.Sync),
            .. Folders.Reverse().Select(folder => (Action)(() => DraftFolder.Delete(Path.Combine(folder, Name)))),
        ];

    /// <summary>The list in the draft folder of a run's first table, if the run came so far.</summary>
    public static Option<Commit> Read(string drafts)
    {
        var list = Path.Combine(drafts, File);
        if (!System.IO.File.Exists(list))
            return Option<Commit>.None;
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(list));
        ImmutableArray<string> Paths(string name) =>
            [
                .. json
                    .RootElement.GetProperty(name)
                    .EnumerateArray()
                    .Select(path => Path.GetFullPath(path.GetString()!, Folder(drafts))),
            ];
        return new Commit(Path.GetFileName(drafts), Paths("tables"), Paths("records"))
        {
            Since = System.IO.File.GetLastWriteTimeUtc(list),
        };
    }

    /// <summary>The list is on the disk: from now on the set is bound to appear.</summary>
    public void Begin()
    {
        var drafts = Path.Combine(Folders[0], Name);
        var list = Path.Combine(drafts, File);
        var unfinished = $"{list}.new";
        using (var stream = new DraftStream(unfinished, FileMode.Create))
        {
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                Paths(json, "tables", Tables);
                Paths(json, "records", Records);
                json.WriteEndObject();
            }

            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(unfinished, list);
        FolderHandle.Sync(drafts);
    }

    // Paths from the first table's folder: the list still holds where that was moved, or is mounted elsewhere.
    private void Paths(Utf8JsonWriter json, string name, ImmutableArray<string> paths)
    {
        json.WriteStartArray(name);
        foreach (var path in paths)
            json.WriteStringValue(Path.GetRelativePath(Folders[0], path));
        json.WriteEndArray();
    }

    // Once the new record is there, it is no longer the old one.
    private void Retire(string record)
    {
        if (DraftFolder.Has(Name, record) && RecordFile.IsFree(record))
            System.IO.File.Delete(record);
    }

    private void Move(string target)
    {
        if (DraftFolder.Has(Name, target) && !IsNewer(target))
            System.IO.File.Move(DraftFolder.Draft(Name, target), target, overwrite: true);
    }

    // A table that is somebody else's by now has no record of ours.
    private void MoveRecord(string table, string record)
    {
        if (!IsNewer(table) && RecordFile.IsFree(record))
            Move(record);
    }

    private bool IsNewer(string target) => Since.Exists(list => System.IO.File.GetLastWriteTimeUtc(target) > list);

    private static string Folder(string path) => Path.GetDirectoryName(path)!;
}
