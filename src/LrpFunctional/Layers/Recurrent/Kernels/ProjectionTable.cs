using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// Wx x of each different input, once for each cell, however often the input comes up. Rows are added, none is ever
/// changed.
/// </summary>
internal sealed class ProjectionTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Inputs that one thread projects in one go.
    private const int Block = 512;

    private const int Absent = -1;

    private readonly Matrix _embedding;
    private readonly ImmutableArray<PreparedCell<T>> _cells;
    private readonly List<int> _ids = [];
    private readonly int[] _places;

    /// <summary>An empty table with room for a number of rows.</summary>
    public ProjectionTable(Matrix embedding, ImmutableArray<PreparedCell<T>> cells, int capacity)
    {
        _embedding = embedding;
        _cells = cells;
        _places = new int[embedding.Rows + 1];
        _places.AsSpan().Fill(Absent);
        OfCells = [.. cells.Select(cell => PooledMatrix<T>.Lasting(capacity, cell.Input.Columns))];
    }

    /// <summary>One plane for each cell, with a row for each input.</summary>
    public ImmutableArray<PooledMatrix<T>> OfCells { get; }

    /// <summary>The rows of these ids, which are in the table.</summary>
    public ImmutableArray<int> PlacesOf(ImmutableArray<int> ids) => Indices.At(_places, ids.AsSpan(), first: 1);

    /// <summary>
    /// Adds the rows of the embedding that are not there yet; row −1 is a vector of zeros. False, and nothing added, if
    /// they are too many.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The embedding has no row for an id.</exception>
    public bool TryAdd(IEnumerable<ImmutableArray<int>> sequences, int threads)
    {
        var added = Missing(sequences);
        var start = _ids.Count;
        if (added.Length > OfCells[0].Rows - start)
            return false;
        Workers.Map(
            (added.Length + Block - 1) / Block,
            threads,
            block =>
            {
                var first = block * Block;
                using var vectors = Gather(added.AsSpan(first, Math.Min(Block, added.Length - first)));
                for (var cell = 0; cell < _cells.Length; cell++)
                {
                    vectors.AssertProduct(0, vectors.Rows, _cells[cell].Input, OfCells[cell], start + first);
                    Product.Into(
                        ref vectors.Row(0),
                        vectors.Columns,
                        vectors.Rows,
                        _cells[cell].Input,
                        ref OfCells[cell].Row(start + first)
                    );
                }

                return block;
            }
        );
        _ids.AddRange(added);
        for (var i = 0; i < added.Length; i++)
            _places[added[i] + 1] = start + i;
        return true;
    }

    // The ids without a row, in the order of their first appearance.
    private ImmutableArray<int> Missing(IEnumerable<ImmutableArray<int>> sequences)
    {
        var missing = ImmutableArray.CreateBuilder<int>();
        var seen = new HashSet<int>();
        foreach (var sequence in sequences)
        {
            foreach (var id in sequence)
            {
                if (id >= _embedding.Rows)
                    throw new ArgumentOutOfRangeException(
                        nameof(sequences),
                        $"the id {id} has no row among the {_embedding.Rows} of the embedding"
                    );
                if (_places[id + 1] == Absent && seen.Add(id))
                    missing.Add(id);
            }
        }

        return missing.DrainToImmutable();
    }

    private PooledMatrix<T> Gather(ReadOnlySpan<int> ids)
    {
        var vectors = new PooledMatrix<T>(ids.Length, _embedding.Columns);
        vectors.Span.Clear();
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] < 0)
                continue;
            ref var target = ref vectors.Row(i);
            var source = _embedding.Row(ids[i]);
            for (var k = 0; k < source.Length; k++)
                Unsafe.Add(ref target, k) = T.CreateTruncating(source[k]);
        }

        return vectors;
    }
}
