using System.Globalization;
using LrpFunctional.Formats.TableFiles;

namespace LrpFunctional.Formats.Sentences;

/// <summary>A file of Apache Parquet as a table of sentences or sequences.</summary>
/// <param name="Table">Its columns and rows.</param>
/// <param name="Stream">The file.</param>
internal sealed record ParquetTable(TextTable Table, Stream Stream) : IDisposable
{
    /// <summary>Opens one.</summary>
    /// <exception cref="FaultException">At once or while reading: there is no such file, or it is not whole, or
    /// larger than the limits.</exception>
    public static ParquetTable Open(string path, ReadingLimits limits)
    {
        var stream = Edge.Open(path);
        try
        {
            var file = ParquetFile.Open(path, stream, limits);
            var rows = file.Rows.Select(
                (cells, at) =>
                    new TextTable.Row(string.Create(CultureInfo.InvariantCulture, $"{path}, row {at + 1}"), cells)
            );
            return new ParquetTable(
                new TextTable(path, TextTable.Distinct(path, file.Columns), rows)
                {
                    Header = path,
                    Unreadable = file.Unreadable,
                },
                stream
            );
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
