using System.Collections.Immutable;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>The folder of an evaluation: its files appear together and whole, or none does, nor the folder.</summary>
internal sealed class EvaluationFiles : IDisposable
{
    private const string Page = "scorecard.html";
    private const string Scores = "scores.csv";

    private readonly string _option;
    private readonly string? _folder;
    private readonly bool _isNew;
    private readonly ImmutableArray<InputFile> _inputs;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _interruption;

    private EvaluationFiles(
        string option,
        string? folder,
        ImmutableArray<InputFile> inputs,
        CancellationToken cancellation
    )
    {
        (_option, _folder, _inputs, _cancellation) = (option, folder, inputs, cancellation);
        _isNew = folder is not null && !Directory.Exists(folder);
        if (_isNew)
            Make(option, folder!);

        // Work that is interrupted may never get to dispose of it.
        _interruption = cancellation.Register(RemoveFolder);
    }

    /// <summary>Begins the files of some names, or none where no folder is named.</summary>
    /// <exception cref="FaultException">The folder cannot be made, or a file not be written.</exception>
    public static EvaluationFiles Create(
        string option,
        string? folder,
        ImmutableArray<string> names,
        ImmutableArray<InputFile> inputs,
        CancellationToken cancellation
    )
    {
        var files = new EvaluationFiles(option, folder, inputs, cancellation);
        try
        {
            // What cannot be written is found out before the work, not after it.
            files.Open(names).Dispose();
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Writes all of it.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="page">The page, for the folder.</param>
    /// <param name="record">How it was made, for the folder.</param>
    public void Write(ImmutableArray<FoundSet> found, Func<string, string> page, Func<string, string> record)
    {
        if (_folder is null)
            return;
        ImmutableArray<EvaluationSheet> sheets = [.. found.SelectMany(set => EvaluationSheet.Of(set))];
        using var files = Open([.. sheets.Select(sheet => sheet.Name)]);
        ImmutableArray<Action<TextWriter>> writes =
        [
            writer => writer.Write(page(Path.GetFullPath(_folder))),
            writer => EvaluationTables.WriteScores(found, writer),
            .. sheets.Select(sheet => sheet.Write),
        ];
        foreach (var (write, writer) in writes.Zip(files.Writers))
            write(writer);
        files.Complete(record);
    }

    /// <summary>Removes a folder that was made and has nothing in it.</summary>
    public void Dispose()
    {
        _interruption.Dispose();
        RemoveFolder();
    }

    private OutputFiles Open(ImmutableArray<string> names) =>
        OutputFiles.Create(
            _folder is null
                ? []
                :
                [
                    .. names
                        .Prepend(Scores)
                        .Prepend(Page)
                        .Select(name => new OutputFile($"{_option} {name}", Path.Combine(_folder, name))),
                ],
            _inputs,
            _cancellation
        );

    // What is not empty stays.
    private void RemoveFolder()
    {
        if (_isNew && Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any())
            Directory.Delete(_folder);
    }

    private static void Make(string option, string folder)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
        if (File.Exists(folder))
            throw new FaultException(
                new Fault(option, $"{folder} is a file, where a folder is expected", "name another")
            );
        if (!Directory.Exists(parent))
            throw new FaultException(
                new Fault(option, $"the folder to put {folder} in does not exist", "make it first")
            );
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new FaultException(
                new Fault(option, $"{folder} cannot be made ({exception.Message})", "name another place")
            );
        }
    }
}
