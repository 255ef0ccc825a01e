using System.CommandLine;
using LrpFunctional.Formats.TableFiles;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option for tables that are opened by a spreadsheet.</summary>
internal sealed record SpreadsheetOption(Option<bool> IsSafe)
{
    public static SpreadsheetOption AddTo(Command command)
    {
        var option = new SpreadsheetOption(
            new Option<bool>("--spreadsheet-safe")
            {
                Description =
                    "Put an apostrophe before each text in a csv that a spreadsheet would run as a formula: one that "
                    + "begins with = + - @, a tab or a return",
            }
        );
        command.Options.Add(option.IsSafe);
        return option;
    }

    /// <summary>What texts go through on their way into a table.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="place">The table, for messages.</param>
    /// <param name="format">How it is written.</param>
    /// <exception cref="FaultException">It is no format that spreadsheets run formulas of.</exception>
    public Func<TextWriter, TextWriter> Read(ParseResult parsed, string place, TableFormat format)
    {
        if (!parsed.GetValue(IsSafe))
            return writer => writer;
        return format == TableFormat.Csv
            ? writer => new SpreadsheetWriter(writer)
            : throw new FaultException(
                new Fault(
                    IsSafe.Name,
                    $"{place} is {format.Name}, of which no spreadsheet runs a text, and csv is expected",
                    "leave it out"
                )
            );
    }
}
