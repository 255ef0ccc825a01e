using LanguageExt;
using Microsoft.Win32.SafeHandles;

namespace LrpFunctional.Formats.Outputs;

/// <summary>
/// A hidden folder that holds files of a run until they are whole, beside the places that they will have. Its run keeps
/// it locked: what is not locked was left behind by a run that was killed.
/// </summary>
internal sealed class DraftFolder : IDisposable
{
    private const string Prefix = ".lrp-";
    private const string Drafts = "new";
    private const string RowDrafts = "rows";
    private const string LeaderFile = "leader";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly EnumerationOptions NoLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly SafeFileHandle? _lock;

    private DraftFolder(string path)
    {
        FullPath = path;
        _lock = FolderHandle.TryLock(path);
    }

    /// <summary>A name for the draft folders of a run.</summary>
    public static string NewName() => Prefix + Path.GetRandomFileName();

    /// <summary>The folder itself.</summary>
    public string FullPath { get; }

    /// <summary>Makes one in a folder, and clears away or completes what killed runs left in there.</summary>
    /// <param name="folder">The folder that the files will be in.</param>
    /// <param name="name">The name of the run's draft folders.</param>
    /// <param name="leader">The folder of the run's first file.</param>
    /// <param name="isOver">Whether the drafts of a stopped run, in a folder, are of no more use.</param>
    /// <exception cref="FaultException">An earlier run's files cannot be completed.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static DraftFolder Create(string folder, string name, string leader, Func<string, bool> isOver)
    {
        // Nobody clears away a folder that is made and not yet locked.
        using var others = FolderHandle.Lock(folder);
        Leftovers.Settle(folder, isOver);
        var path = Path.Combine(folder, name);
        MakePrivate(path);
        var made = new DraftFolder(path);
        MakePrivate(Path.Combine(path, Drafts));
        MakePrivate(Path.Combine(path, RowDrafts));
        if (leader != folder)
            File.WriteAllText(Path.Combine(path, LeaderFile), Path.GetRelativePath(folder, leader), Edge.Utf8);
        return made;
    }

    /// <summary>One that a stopped run left, unless another run is at work in it by now.</summary>
    public static Option<DraftFolder> TakeUp(string path)
    {
        var taken = new DraftFolder(path);
        if (taken._lock is not null)
            return taken;
        taken.Dispose();
        return Option<DraftFolder>.None;
    }

    /// <summary>All those in a folder that are the caller's own.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory
            .EnumerateDirectories(folder, Prefix + "*", NoLinks)
            .Where(path => Inode.Of(path).Exists(inode => inode.IsPrivate));

    /// <summary>The draft of a file.</summary>
    /// <param name="name">The name of the run's draft folders.</param>
    /// <param name="target">The file's place.</param>
    public static string Draft(string name, string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, name, Drafts, Path.GetFileName(target));

    /// <summary>Whether there is a draft of a file, and not behind links, as a stranger may have laid them.</summary>
    public static bool Has(string name, string target)
    {
        var draft = Draft(name, target);
        var drafts = Path.GetDirectoryName(draft)!;
        return File.Exists(draft)
            && new[] { draft, drafts, Path.GetDirectoryName(drafts)! }.All(path =>
                new FileInfo(path).LinkTarget is null
            );
    }

    /// <summary>The draft of the rows that a file is made of when they are all there.</summary>
    /// <param name="name">The name of the run's draft folders.</param>
    /// <param name="target">The file's place.</param>
    public static string Rows(string name, string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, name, RowDrafts, Path.GetFileName(target));

    /// <summary>The draft folder where a run says that it is complete: its first, which may be this one.</summary>
    public static string Leader(string path)
    {
        var said = Path.Combine(path, LeaderFile);
        var folder = Path.GetDirectoryName(path)!;
        return File.Exists(said)
            ? Path.GetFullPath(Path.Combine(folder, File.ReadAllText(said), Path.GetFileName(path)))
            : path;
    }

    /// <summary>Flushes its entries to the disk.</summary>
    public void Sync()
    {
        FolderHandle.Sync(Path.Combine(FullPath, Drafts));
        FolderHandle.Sync(FullPath);
        FolderHandle.Sync(Path.GetDirectoryName(FullPath)!);
    }

    /// <summary>Removes a draft folder and all that is in it; what cannot be removed is left for a later run.</summary>
    public static void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>Gives up the lock; the folder stays.</summary>
    public void Dispose() => _lock?.Dispose();

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Private);
    }
}
