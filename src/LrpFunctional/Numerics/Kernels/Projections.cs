using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>Wx x of each different input, once for each cell, however often the input comes up.</summary>
internal sealed class Projections<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Inputs that one thread projects in one go.
    private const int Block = 512;

    private Projections(ImmutableArray<Plane<T>> ofCells) => OfCells = ofCells;

    /// <summary>One plane for each cell, with a row for each input.</summary>
    public ImmutableArray<Plane<T>> OfCells { get; }

    /// <summary>The projections of these rows of the embedding; row −1 is a vector of zeros.</summary>
    public static Projections<T> Of(Matrix embedding, ImmutableArray<int> rows, ImmutableArray<CellPanels<T>> cells, int threads)
    {
        ImmutableArray<Plane<T>> planes = [.. cells.Select(cell => new Plane<T>(rows.Length, cell.Input.Columns))];
        Workers.Map((rows.Length + Block - 1) / Block, threads, block =>
        {
            var first = block * Block;
            var inputs = rows.AsSpan(first, Math.Min(Block, rows.Length - first));
            using var vectors = Gather(embedding, inputs);
            for (var cell = 0; cell < cells.Length; cell++)
                Product.Into(ref vectors.Row(0), vectors.Columns, vectors.Rows, cells[cell].Input, ref planes[cell].Row(first));
            return block;
        });
        return new Projections<T>(planes);
    }

    public void Dispose()
    {
        foreach (var plane in OfCells) plane.Dispose();
    }

    private static Plane<T> Gather(Matrix embedding, ReadOnlySpan<int> rows)
    {
        var vectors = new Plane<T>(rows.Length, embedding.Columns);
        vectors.Span.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0) continue;
            ref var target = ref vectors.Row(i);
            var source = embedding.Row(rows[i]);
            for (var k = 0; k < source.Length; k++) Unsafe.Add(ref target, k) = T.CreateTruncating(source[k]);
        }

        return vectors;
    }
}
