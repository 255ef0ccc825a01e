using System.Collections.Immutable;

namespace LrpFunctional.Formats.Batches;

/// <summary>Puts the tables of shards together: the bytes are those of a run that is not divided.</summary>
public static class Merging
{
    private const int BufferSize = 1 << 20;

    /// <summary>Writes the rows of all shards, sentence by sentence; memory does not grow with their length.</summary>
    /// <param name="files">The tables, shard by shard.</param>
    /// <param name="output">Where they go; it stays open.</param>
    /// <param name="passed">Is told of each sentence how many bytes it has.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FaultException">A table is not what its manifest tells of, or its header is another's.</exception>
    public static void Write(
        ImmutableArray<ShardFile> files,
        Stream output,
        Action<long> passed,
        CancellationToken cancellation
    )
    {
        var tables = ImmutableArray<ShardTable>.Empty;
        try
        {
            foreach (var file in files)
                tables = tables.Add(new ShardTable(file));
            var buffered = new BufferedStream(output, BufferSize);
            Write(files, tables, buffered, passed, cancellation);
            buffered.Flush();
            foreach (var table in tables)
                table.CheckHash();
        }
        finally
        {
            foreach (var table in tables)
                table.Dispose();
        }
    }

    private static void Write(
        ImmutableArray<ShardFile> files,
        ImmutableArray<ShardTable> tables,
        Stream output,
        Action<long> passed,
        CancellationToken cancellation
    )
    {
        var next = new PriorityQueue<ShardTable, int>(tables.Length);
        ImmutableArray<ReadOnlyMemory<byte>> headers = [.. tables.Select(table => table.Header())];
        ImmutableArray<int> firsts = [.. tables.Select(table => table.Sentence())];

        // A shard without sentences does not know whether they have names.
        var model = Math.Max(0, firsts.AsSpan().IndexOfAnyExcept(0));
        foreach (var (at, table) in tables.Index().Where(one => firsts[one.Index] > 0))
        {
            if (!headers[at].Span.SequenceEqual(headers[model].Span))
                throw new FaultException(
                    new Fault(
                        files[at].Path,
                        $"its columns are not those of {files[model].Path}",
                        "run both shards again"
                    )
                );
            next.Enqueue(table, firsts[at]);
        }

        if (headers[model].IsEmpty)
            throw new FaultException(
                new Fault(
                    files[model].Path,
                    $"no shard has a row, and {files[model].Format.Name} without rows does not say its columns",
                    "run the shards as csv"
                )
            );
        output.Write(headers[model].Span);
        while (next.TryPeek(out var table, out var sentence))
        {
            cancellation.ThrowIfCancellationRequested();
            passed(table.Copy(sentence, output));
            if (table.Sentence() is > 0 and var following)
                next.DequeueEnqueue(table, table.After(sentence, following));
            else
                next.Dequeue();
        }
    }
}
