using System.Collections.Immutable;
using LrpFunctional.Cli.Batches;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Cli;

/// <summary>A table that is asked for.</summary>
/// <param name="Option">The option that asks for it, for messages.</param>
/// <param name="Path">The file; <c>-</c> is standard output.</param>
/// <param name="Open">Begins the table, as a text or as bytes.</param>
internal sealed record Sheet(string Option, string Path, Func<TextWriter, Stream, OpenSheet> Open)
{
    /// <summary>A table that is text.</summary>
    public Sheet(string option, string path, Func<TextWriter, OpenSheet> open)
        : this(option, path, (writer, _) => open(writer)) { }

    /// <summary>How the file is made of the table, if it is another format.</summary>
    public LanguageExt.Option<RowEncoding> Encoding { get; init; }

    /// <summary>Where it goes.</summary>
    public OutputFile File => new(Option, Path) { Encoding = Encoding };
}

/// <summary>A table that has begun.</summary>
/// <param name="Table">What ends it.</param>
/// <param name="Add">Takes the explanations of a sentence, by its number from 1.</param>
internal sealed record OpenSheet(IDisposable Table, Action<int, ImmutableArray<Explanation>> Add);

/// <summary>The tables of a run: their files appear together and whole, or none does.</summary>
internal sealed class Sheets : IDisposable
{
    private readonly OutputFiles _files;
    private readonly ImmutableArray<OpenSheet> _open;

    private Sheets(OutputFiles files, ImmutableArray<OpenSheet> open)
    {
        _files = files;
        _open = open;
    }

    /// <summary>How far the stopped run was that this one takes up.</summary>
    public LanguageExt.Option<Manifest> TakenUp => _files.TakenUp;

    /// <summary>Begins all tables of a run that stands alone.</summary>
    /// <inheritdoc cref="Create(ImmutableArray{Sheet}, ImmutableArray{OpenSheet}, ImmutableArray{InputFile}, Continuity,
    /// CancellationToken)"/>
    public static Sheets Create(
        ImmutableArray<Sheet> sheets,
        ImmutableArray<OpenSheet> shown,
        ImmutableArray<InputFile> inputs,
        CancellationToken cancellation
    ) => Create(sheets, shown, inputs, Continuity.None, cancellation);

    /// <summary>Begins all tables.</summary>
    /// <param name="sheets">Those that are files.</param>
    /// <param name="shown">Those that are shown as they come.</param>
    /// <param name="inputs">The files that the run reads.</param>
    /// <param name="continuity">What the run has to do with others of its kind.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FaultException">A file has no place, or is read by the run.</exception>
    public static Sheets Create(
        ImmutableArray<Sheet> sheets,
        ImmutableArray<OpenSheet> shown,
        ImmutableArray<InputFile> inputs,
        Continuity continuity,
        CancellationToken cancellation
    )
    {
        var files = OutputFiles.Create([.. sheets.Select(sheet => sheet.File)], inputs, continuity, cancellation);
        return new Sheets(
            files,
            [.. sheets.Select((sheet, at) => sheet.Open(Batch.Writers(files)[at], files.Streams[at])), .. shown]
        );
    }

    /// <summary>Adds the explanations of a sentence, by its number from 1.</summary>
    public void Add(int sentence, ImmutableArray<Explanation> explanations)
    {
        foreach (var sheet in _open)
            sheet.Add(sentence, explanations);
    }

    /// <summary>What is in the tables so far stays when the run is stopped, if it can.</summary>
    public void Keep(Manifest manifest) => _files.Keep(manifest);

    /// <summary>All tables are complete: their files appear.</summary>
    /// <param name="record">The text of the record beside each, by the folder that it lies in.</param>
    public void Complete(Func<string, string> record)
    {
        EndTables();
        _files.Complete(record);
    }

    /// <summary>The same, with a manifest where one is asked for.</summary>
    /// <param name="record">The text of the record beside each, by the folder that it lies in.</param>
    /// <param name="manifest">What the run is.</param>
    public void Complete(Func<string, string> record, Func<Manifest> manifest)
    {
        EndTables();
        _files.Complete(record, manifest);
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose() => _files.Dispose();

    private void EndTables()
    {
        foreach (var sheet in _open)
            sheet.Table.Dispose();
    }
}
