using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.TableFiles;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says how tables are written, where the names of the files do not.</summary>
internal sealed record TableOption(Option<string?> Table)
{
    public static TableOption AddTo(Command command)
    {
        ImmutableArray<string> names = [.. TableFormat.All.Select(format => format.Name)];
        var option = new TableOption(
            new Option<string?>("--table")
            {
                Description =
                    $"How tables are written: {string.Join(", ", names)} [default: by the ending of a file, .csv, "
                    + ".jsonl, .parquet or .arrow, or the first two with .gz; else csv]",
                HelpName = string.Join('|', names),
            }
        );
        option.Table.AcceptOnlyFromAmong([.. names]);
        command.Options.Add(option.Table);
        return option;
    }

    /// <summary>Whether it is given.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(Table) is not null;

    /// <summary>How a file is written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option that names the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FaultException">Its ending says something else, or there is no such format.</exception>
    public TableFormat Read(ParseResult parsed, string option, string path) =>
        TableFormat.Of($"{option} {path}", path, LanguageExt.Prelude.Optional(parsed.GetValue(Table))).OrThrow();

    /// <summary>A file that is a table.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option that names the file.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FaultException">Its ending says something else, or there is no such format.</exception>
    public OutputFile File(ParseResult parsed, string option, string path) =>
        new(option, path) { Encoding = Read(parsed, option, path).Encoding };
}
