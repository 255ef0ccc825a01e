using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Batches;

namespace LrpFunctional.Formats.Outputs;

/// <summary>
/// The files that a run writes, each with a record of how it was made: they appear together and whole, or none does.
/// What is no plain file, such as a pipe or a device, is written as it comes, and has no record.
/// </summary>
public sealed class OutputFiles : IDisposable
{
    private const int EncodingBuffer = 1 << 20;

    private readonly Lock _ending = new();
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interruption;
    private readonly ImmutableArray<OpenFile> _records;
    private readonly ImmutableArray<DraftFolder> _folders;
    private readonly OutputPlaces _places;
    private readonly Commit _commit;
    private readonly bool _staysWhenStopped;
    private ImmutableArray<OpenFile> _outputs;
    private bool _isKept;
    private bool _isBound;

    private OutputFiles(
        ImmutableArray<OpenFile> files,
        ImmutableArray<DraftFolder> folders,
        OutputPlaces places,
        Commit commit,
        Continuity continuity,
        Option<KeptRun> kept,
        CancellationToken cancellation
    )
    {
        _outputs = files[..places.Outputs.Length];
        _records = files[places.Outputs.Length..];
        _folders = folders;
        _places = places;
        _commit = commit;
        _staysWhenStopped = continuity.Resumes.IsSome;
        _isKept = kept.IsSome;
        TakenUp = kept.Map(run => run.Manifest);
        _cancellation = cancellation;

        // Work that is stuck when the user interrupts it may never get to dispose of its drafts; a commit is waited
        // for. What stays is kept once more by then.
        _interruption = _staysWhenStopped ? default : cancellation.Register(RemoveDrafts);
    }

    /// <summary>Where the texts go, output by output: UTF-8 without a byte-order mark.</summary>
    public ImmutableArray<TextWriter> Writers => [.. _outputs.Select(output => output.Writer)];

    /// <summary>Where bytes go, output by output, for those that are no texts.</summary>
    public ImmutableArray<Stream> Streams => [.. _outputs.Select(output => output.Stream)];

    /// <summary>How far the stopped run was that this one takes up.</summary>
    public Option<Manifest> TakenUp { get; }

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
    ) => Create(outputs, inputs, Continuity.None, cancellation);

    /// <summary>Begins the files of a run, or goes on with those that a stopped run of its kind left.</summary>
    /// <param name="outputs">The files.</param>
    /// <param name="inputs">The files that the run reads, of which none may be an output.</param>
    /// <param name="continuity">What the run has to do with others of its kind.</param>
    /// <param name="cancellation">Ends the work before the files appear.</param>
    /// <exception cref="FaultException">As above; or a stopped run was of another kind, or its files cannot be taken
    /// up.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    public static OutputFiles Create(
        ImmutableArray<OutputFile> outputs,
        ImmutableArray<InputFile> inputs,
        Continuity continuity,
        CancellationToken cancellation
    )
    {
        var places = OutputPlaces.Of(outputs, inputs, continuity);
        var commit = new Commit(
            DraftFolder.NewName(),
            [.. places.Outputs.Where(place => !place.IsStream).Select(place => place.Target)],
            [.. places.Records.Select(place => place.Target)]
        );
        return continuity
            .Resumes.Bind(run => KeptRun.TakeUp(commit.Folders[0], commit.Tables, run))
            .Match(
                kept => Open(places, commit with { Name = kept.Name }, continuity, kept, cancellation),
                () => Open(places, commit, continuity, Option<KeptRun>.None, cancellation)
            );
    }

    /// <summary>
    /// What is written so far stays when the run is stopped from now on, if all of it is in plain files of one folder:
    /// a run that resumes it goes on from here.
    /// </summary>
    /// <param name="manifest">How far the run is; its tables are filled in.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Keep(Manifest manifest)
    {
        lock (_ending)
        {
            if (!CanBeKept || (_cancellation.IsCancellationRequested && !_staysWhenStopped))
                return;
            KeptRun.Write(
                _folders[0].FullPath,
                manifest with
                {
                    Tables = Tables(output => (output.Settle(), Option<string>.None)),
                }
            );
            _isKept = true;
        }
    }

    /// <summary>All files are complete: they appear under their names.</summary>
    /// <param name="record">The text of the record beside each file, asked for if there is any.</param>
    /// <exception cref="OperationCanceledException">The work was ended before the first file appeared.</exception>
    /// <exception cref="IOException">The rest cannot be written.</exception>
    public void Complete(Func<string> record) => Complete(_ => record());

    /// <summary>The same with records that know which folder they lie in.</summary>
    /// <inheritdoc cref="Complete(Func{string})"/>
    public void Complete(Func<string, string> record)
    {
        Encode();
        Appear(record, Each);
    }

    /// <summary>The same with a manifest beside them; its tables are filled in.</summary>
    /// <inheritdoc cref="Complete(Func{string})"/>
    public void Complete(Func<string> record, Func<Manifest> manifest) => Complete(_ => record(), manifest);

    /// <summary>The same with records that know which folder they lie in.</summary>
    /// <inheritdoc cref="Complete(Func{string})"/>
    public void Complete(Func<string, string> record, Func<Manifest> manifest)
    {
        // What is encoded anew after a kill need not be computed anew.
        if (_staysWhenStopped && _places.Encodings.Any(encoding => encoding.IsSome))
            Keep(manifest());
        Encode();
        foreach (var place in _places.Manifest)
        {
            foreach (var output in _outputs)
                output.Settle();
            var whole = manifest() with
            {
                IsComplete = true,
                Tables = Tables(output => (output.Stream.Length, output.Sha256())),
            };
            Write([_records[^1]], ManifestFile.Text(whole));
        }

        Appear(record, Each);
    }

    /// <summary>The same, with the steps of the commit in the hands of another.</summary>
    internal void Complete(Func<string> record, Action<ImmutableArray<Action>> run)
    {
        Encode();
        Appear(_ => record(), run);
    }

    /// <summary>Removes what is not complete, and does not stay.</summary>
    public void Dispose()
    {
        _interruption.Dispose();
        End([.. _outputs, .. _records], _folders);
        RemoveDrafts();
    }

    private static void Each(ImmutableArray<Action> steps)
    {
        foreach (var step in steps)
            step();
    }

    // Of a file that is not as the run writes it, that was a draft; now it is made.
    private void Encode()
    {
        foreach (var (at, place) in _places.Outputs.Index())
        {
            foreach (var encoding in _places.Encodings[at])
            {
                var rows = _outputs[at];
                rows.Writer.Flush();
                var file = OpenFile.At(place, DraftFolder.Draft(_commit.Name, place.Target));
                _outputs = _outputs.SetItem(at, file);
                using (rows)
                {
                    using var draft = rows.Written();
                    var buffered = new BufferedStream(file.Stream, EncodingBuffer);
                    encoding.Write(place.Spelling, draft, buffered, _cancellation);
                    buffered.Flush();
                }
            }
        }
    }

    private void Appear(Func<string, string> record, Action<ImmutableArray<Action>> run)
    {
        foreach (var file in _outputs)
            file.Writer.Flush();
        var records = _places.Manifest.IsSome ? _records[..^1] : _records;
        foreach (var (file, place) in records.Zip(_places.Records))
            Write([file], record(Path.GetDirectoryName(place.Target)!));
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

    private static OutputFiles Open(
        OutputPlaces places,
        Commit commit,
        Continuity continuity,
        Option<KeptRun> kept,
        CancellationToken cancellation
    )
    {
        ImmutableArray<DraftFolder> folders = [.. kept.Map(run => run.Folder)];
        var files = ImmutableArray<OpenFile>.Empty;
        try
        {
            foreach (var folder in commit.Folders.Skip(folders.Length))
            {
                var drafts = OutputPlaces.Writable(
                    folder,
                    () =>
                        DraftFolder.Create(
                            folder,
                            commit.Name,
                            commit.Folders[0],
                            drafts => KeptRun.IsOver(drafts, commit.Tables)
                        )
                );
                folders = folders.Add(drafts);
            }

            OpenFile Begun(Place place, string draft) =>
                OutputPlaces.Writable(place.Spelling, () => OpenFile.At(place, draft));
            foreach (var (place, encoding) in places.Outputs.Zip(places.Encodings))
            {
                var draft = encoding.IsSome
                    ? DraftFolder.Rows(commit.Name, place.Target)
                    : DraftFolder.Draft(commit.Name, place.Target);
                files = files.Add(kept.Match(run => run.Continued(place, draft), () => Begun(place, draft)));
            }

            foreach (var place in places.Records)
                files = files.Add(Begun(place, DraftFolder.Draft(commit.Name, place.Target)));
            return new OutputFiles(files, folders, places, commit, continuity, kept, cancellation);
        }
        catch
        {
            End(files, folders);
            foreach (var folder in folders.Skip(kept.Count()))
                DraftFolder.Delete(folder.FullPath);
            throw;
        }
    }

    private bool CanBeKept => _folders.Length == 1 && _places.Outputs.All(place => !place.IsStream);

    private ImmutableArray<ManifestTable> Tables(Func<OpenFile, (long Bytes, Option<string> Sha256)> of) =>
        [
            .. _places
                .Outputs.Zip(_places.Options, _outputs)
                .Select(table =>
                {
                    var (bytes, sha256) = of(table.Third);
                    return new ManifestTable(table.Second, Path.GetFileName(table.First.Target), bytes, sha256);
                }),
        ];

    private static void Write(ImmutableArray<OpenFile> files, string text)
    {
        foreach (var file in files)
        {
            file.Writer.Write(text);
            file.Writer.Flush();
        }
    }

    private void RemoveDrafts()
    {
        lock (_ending)
        {
            if (_isBound || (_isKept && _staysWhenStopped))
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
