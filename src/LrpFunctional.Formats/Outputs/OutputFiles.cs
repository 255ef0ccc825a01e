using System.Collections.Immutable;

namespace LrpFunctional.Formats.Outputs;

/// <summary>
/// The files that a run writes, each with a record of how it was made: they appear together and whole, or none does.
/// What is no plain file, such as a pipe or a device, is written as it comes, and has no record.
/// </summary>
public sealed class OutputFiles : IDisposable
{
    private readonly Lock _ending = new();
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interruption;
    private readonly ImmutableArray<OpenFile> _outputs;
    private readonly ImmutableArray<OpenFile> _records;
    private readonly ImmutableArray<DraftFolder> _folders;
    private readonly Commit _commit;
    private bool _isBound;

    private OutputFiles(
        ImmutableArray<OpenFile> outputs,
        ImmutableArray<OpenFile> records,
        ImmutableArray<DraftFolder> folders,
        Commit commit,
        CancellationToken cancellation
    )
    {
        _outputs = outputs;
        _records = records;
        _folders = folders;
        _commit = commit;
        _cancellation = cancellation;

        // Work that is stuck when the user interrupts it may never get to dispose of its drafts; a commit is waited
        // for.
        _interruption = cancellation.Register(RemoveDrafts);
    }

    /// <summary>Where the texts go, output by output: UTF-8 without a byte-order mark.</summary>
    public ImmutableArray<TextWriter> Writers => [.. _outputs.Select(output => output.Writer)];

    /// <summary>Where bytes go, output by output, for those that are no texts.</summary>
    public ImmutableArray<Stream> Streams => [.. _outputs.Select(output => output.Stream)];

    /// <summary>Begins the files of a run.</summary>
    /// <param name="outputs">The files.</param>
    /// <param name="inputs">The files that the run reads, of which none may be an output.</param>
    /// <param name="cancellation">Ends the work before the files appear.</param>
    /// <exception cref="FaultException">
    /// A file has no place, is an input or twice an output, or a record would replace a file that is none.
    /// </exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static OutputFiles Create(
        ImmutableArray<OutputFile> outputs,
        ImmutableArray<InputFile> inputs,
        CancellationToken cancellation
    )
    {
        var places = OutputPlaces.Of(outputs, inputs);
        var commit = new Commit(
            DraftFolder.NewName(),
            [.. places.Outputs.Where(place => !place.IsStream).Select(place => place.Target)],
            [.. places.Records.Select(place => place.Target)]
        );
        var folders = ImmutableArray<DraftFolder>.Empty;
        var files = ImmutableArray<OpenFile>.Empty;
        try
        {
            foreach (var folder in commit.Folders)
            {
                var drafts = OutputPlaces.Writable(
                    folder,
                    () => DraftFolder.Create(folder, commit.Name, commit.Folders[0])
                );
                folders = folders.Add(drafts);
            }

            foreach (var place in places.Outputs.Concat(places.Records))
                files = files.Add(OutputPlaces.Writable(place.Spelling, () => OpenFile.At(place, commit.Name)));
            return new OutputFiles(files[..outputs.Length], files[outputs.Length..], folders, commit, cancellation);
        }
        catch
        {
            End(files, folders);
            foreach (var folder in folders)
                DraftFolder.Delete(folder.FullPath);
            throw;
        }
    }

    /// <summary>All files are complete: they appear under their names.</summary>
    /// <param name="record">The text of the record beside each file, asked for if there is any.</param>
    /// <exception cref="OperationCanceledException">The work was ended before the first file appeared.</exception>
    /// <exception cref="IOException">The rest cannot be written.</exception>
    public void Complete(Func<string> record) =>
        Complete(
            record,
            steps =>
            {
                foreach (var step in steps)
                    step();
            }
        );

    /// <summary>The same, with the steps of the commit in the hands of another.</summary>
    internal void Complete(Func<string> record, Action<ImmutableArray<Action>> run)
    {
        foreach (var file in _outputs)
            file.Writer.Flush();
        if (!_records.IsEmpty)
            Write(record());
        foreach (var file in _outputs.Concat(_records))
            file.Keep();
        foreach (var folder in _folders)
            folder.Sync();
        if (_folders.IsEmpty)
            return;
        lock (_ending)
        {
            _cancellation.ThrowIfCancellationRequested();
            OutputPlaces.CheckRecords(_commit.Records);
            var others = _commit.Folders.Order(StringComparer.Ordinal).Select(FolderHandle.Lock).ToImmutableArray();
            try
            {
                run([_commit.Begin, () => _isBound = true, .. _commit.Steps]);
            }
            finally
            {
                foreach (var folder in others)
                    folder?.Dispose();
            }
        }
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        _interruption.Dispose();
        End([.. _outputs, .. _records], _folders);
        RemoveDrafts();
    }

    private void Write(string record)
    {
        foreach (var file in _records)
        {
            file.Writer.Write(record);
            file.Writer.Flush();
        }
    }

    private void RemoveDrafts()
    {
        lock (_ending)
        {
            if (_isBound)
                return;
            foreach (var folder in _folders)
                DraftFolder.Delete(folder.FullPath);
        }
    }

    private static void End(ImmutableArray<OpenFile> files, ImmutableArray<DraftFolder> folders)
    {
        foreach (var file in files)
            file.Dispose();
        foreach (var folder in folders)
            folder.Dispose();
    }
}
