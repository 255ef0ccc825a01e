using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Batches;
using static LanguageExt.Prelude;

namespace LrpFunctional.Formats.Outputs;

/// <summary>Where the files of a run go.</summary>
/// <param name="Outputs">The places of the files, in their order.</param>
/// <param name="Options">The options that ask for them.</param>
/// <param name="Encodings">How they are made of what is written, if that is only a draft of them.</param>
/// <param name="Records">The places of the records of those that are plain files, and behind them that of the
/// manifest.</param>
/// <param name="Manifest">The place of the manifest, if there is one.</param>
internal sealed record OutputPlaces(
    ImmutableArray<Place> Outputs,
    ImmutableArray<string> Options,
    ImmutableArray<Option<RowEncoding>> Encodings,
    ImmutableArray<Place> Records,
    Option<Place> Manifest
)
{
    private const int DiskFull = 28;
    private const int QuotaExceeded = 122;

    /// <summary>The places, or every reason why there are none.</summary>
    /// <exception cref="FaultException">A file cannot be there.</exception>
    public static OutputPlaces Of(
        ImmutableArray<OutputFile> outputs,
        ImmutableArray<InputFile> inputs,
        Continuity continuity
    )
    {
        ImmutableArray<Named> named =
        [
            .. outputs.Select(output => new Named(output.Option, Place.OfOutput(output.Path))),
        ];
        ImmutableArray<Named> files = [.. named.Where(output => !output.Place.IsStream)];
        var manifest = continuity.HasManifest ? files.Take(1).Select(ManifestOf).ToSeq().HeadOrNone() : None;
        ImmutableArray<Named> records = [.. files.Select(RecordOf), .. manifest];
        ImmutableArray<Named> read =
        [
            .. inputs.Select(input => new Named($"{input.Option} {input.Path}", Place.OfInput(input.Path))),
        ];
        ImmutableArray<Fault> faults =
        [
            .. named.SelectMany(output => Misplaced(output.Place)),
            .. named.Zip(outputs, Streamed).SelectMany(faults => faults),
            .. named.Concat(records).SelectMany(output => Read(output, read)),
            .. Twice(named.AddRange(records)),
            .. manifest.IsSome ? Scattered(files) : [],
            .. continuity.Resumes.IsSome ? Passing(named) : [],
            .. records
                .Select(record => record.Place.Target)
                .Where(record => !RecordFile.IsFree(record))
                .Select(NoRecord),
        ];
        return faults.IsEmpty
            ? new OutputPlaces(
                [.. named.Select(output => output.Place)],
                [.. outputs.Select(output => output.Option)],
                [.. outputs.Select(output => output.Encoding)],
                [.. records.Select(record => record.Place)],
                manifest.Map(file => file.Place)
            )
            : throw new FaultException(faults);
    }

    /// <summary>Nothing has taken the place of a record.</summary>
    /// <exception cref="FaultException">A file that is no record lies there.</exception>
    public static void CheckRecords(ImmutableArray<string> records)
    {
        ImmutableArray<Fault> faults = [.. records.Where(record => !RecordFile.IsFree(record)).Select(NoRecord)];
        if (!faults.IsEmpty)
            throw new FaultException(faults);
    }

    /// <summary>What is made at a place.</summary>
    /// <exception cref="FaultException">Nothing can be made there, for any other reason than a full disk.</exception>
    public static T Writable<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception)
            when (exception
                    is UnauthorizedAccessException
                        or IOException { HResult: not DiskFull and not QuotaExceeded }
            )
        {
            throw new FaultException(
                new Fault(path, $"it cannot be written ({exception.Message})", "name another place")
            );
        }
    }

    private static IEnumerable<Fault> Misplaced(Place place)
    {
        if (place.IsStream)
            return [];
        if (place.IsFolder)
            return [new Fault(place.Spelling, "it is a folder, where a file is expected", "name a file in it")];
        return Directory.Exists(Path.GetDirectoryName(place.Target))
            ? []
            : [new Fault(place.Spelling, "the folder does not exist", "make it first")];
    }

    private static IEnumerable<Fault> Streamed(Named named, OutputFile output) =>
        output
            .Encoding.Filter(_ => named.Place.IsStream)
            .Select(encoding => new Fault(
                $"{output.Option} {output.Path}",
                $"it is a pipe or device, where csv alone can go, and {encoding.Format} is made when all rows are there",
                "name a file, or ask for csv"
            ));

    private static Named RecordOf(Named output) =>
        new($"the record beside {output.Name}", Place.OfOutput(RecordFile.Beside(output.Place.Target)));

    private static Named ManifestOf(Named output) =>
        new($"the manifest beside {output.Name}", Place.OfOutput(ManifestFile.Beside(output.Place.Target)));

    // A manifest says which files lie beside it, and no file of strangers says which lie elsewhere.
    private static IEnumerable<Fault> Scattered(ImmutableArray<Named> files) =>
        files
            .Skip(1)
            .Where(file => Path.GetDirectoryName(file.Place.Target) != Path.GetDirectoryName(files[0].Place.Target))
            .Select(file => new Fault(
                file.Name,
                $"it lies in another folder than {files[0].Name}, and they have one manifest",
                "name files of one folder"
            ));

    private static IEnumerable<Fault> Passing(ImmutableArray<Named> outputs) =>
        outputs
            .Where(output => output.Place.IsStream)
            .Select(output => new Fault(
                output.Name,
                "it is a pipe or device, which keeps nothing to take up",
                "name a file, or leave --resume out"
            ));

    private static IEnumerable<Fault> Read(Named output, ImmutableArray<Named> inputs) =>
        inputs
            .Where(input => input.Place.IsSameAs(output.Place))
            .Take(1)
            .Select(input => $"it names the same file as {input.Name}, which is read")
            .Select(problem => new Fault(output.Name, problem, "name another file"));

    private static IEnumerable<Fault> Twice(ImmutableArray<Named> outputs) =>
        from later in outputs.Index()
        from earlier in outputs[..later.Index].Where(earlier => earlier.Place.IsSameAs(later.Item.Place)).Take(1)
        select new Fault(later.Item.Name, $"it names the same file as {earlier.Name}", "name two files");

    private static Fault NoRecord(string path) =>
        new(
            path,
            "the record of a file would be written there, but what is there is no record of lrp",
            "move it away, or name another output"
        );

    private sealed record Named(string Name, Place Place);
}
