namespace LrpFunctional.Formats.Outputs;

/// <summary>A new folder that appears with all that is in it, or not at all.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly DraftFolder _drafts;
    private readonly string _target;

    private OutputFolder(DraftFolder drafts, string target)
    {
        _drafts = drafts;
        _target = target;
        Draft = DraftFolder.Draft(Path.GetFileName(drafts.FullPath), target);
        Directory.CreateDirectory(Draft);
    }

    /// <summary>The folder while it is written.</summary>
    public string Draft { get; }

    /// <summary>Begins a folder.</summary>
    /// <exception cref="FaultException">It exists, or its parent does not, or cannot be written.</exception>
    public static OutputFolder Create(string path)
    {
        var target = Place.OfOutput(path).Target;
        if (Path.Exists(target))
            throw new FaultException(new Fault(path, "it exists already", "name a new folder"));
        var parent = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(parent))
            throw new FaultException(new Fault(path, "the folder to put it in does not exist", "make it first"));
        return OutputPlaces.Writable(
            path,
            () =>
                new OutputFolder(
                    DraftFolder.Create(parent, DraftFolder.NewName(), parent, drafts => KeptRun.IsOver(drafts, [])),
                    target
                )
        );
    }

    /// <summary>All is written: the folder appears.</summary>
    /// <exception cref="OperationCanceledException">The work was ended before it appeared.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Complete(CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(Draft))
        {
            using var written = File.OpenHandle(file, access: FileAccess.Write);
            RandomAccess.FlushToDisk(written);
        }

        FolderHandle.Sync(Draft);
        cancellation.ThrowIfCancellationRequested();
        Directory.Move(Draft, _target);
        FolderHandle.Sync(Path.GetDirectoryName(_target)!);
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        DraftFolder.Delete(_drafts.FullPath);
        _drafts.Dispose();
    }
}
