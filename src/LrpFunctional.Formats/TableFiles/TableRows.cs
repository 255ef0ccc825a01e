using System.Collections.Immutable;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>A table as it is read: its cells are written as in CSV, in whatever format it lies.</summary>
/// <param name="Columns">The names of its columns; none where a format without a header has no rows.</param>
/// <param name="Rows">The rows, read as they are asked for; each has a cell for each column.</param>
internal sealed record TableRows(ImmutableArray<string> Columns, IEnumerable<ImmutableArray<string>> Rows)
{
    /// <summary>Rows that are held in memory at a time, and make a group of a file.</summary>
    public const int Group = 1 << 15;

    /// <summary>What the cells of each column are.</summary>
    public ImmutableArray<ColumnKind> Kinds => ColumnKinds.Of(Columns);

    /// <summary>The rows, group by group.</summary>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public IEnumerable<ImmutableArray<string>[]> Groups(CancellationToken cancellation) =>
        Rows.Chunk(Group)
            .Select(rows =>
            {
                cancellation.ThrowIfCancellationRequested();
                return rows;
            });
}
