using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// The projections that a network has made so far, for any number of streams at once, in at most 64 MiB. When new ones
/// find no room, a new table takes the old one's place; who still reads the old one may go on. What is remembered
/// changes no result.
/// </summary>
internal sealed class ProjectionCache<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long Limit = 64L << 20;

    private readonly Lock _lock = new();
    private readonly ProjectionTable<T>[] _current;
    private readonly Func<ProjectionTable<T>> _fresh;

    /// <summary>The cache of a network's embedding and cells.</summary>
    public ProjectionCache(Matrix embedding, ImmutableArray<PreparedCell<T>> cells)
    {
        var rowSize = cells.Sum(cell => (long)cell.Input.Columns * Unsafe.SizeOf<T>());
        var capacity = (int)Math.Min(embedding.Rows + 1, Limit / rowSize);
        _fresh = () => new ProjectionTable<T>(embedding, cells, capacity);
        _current = [_fresh()];
    }

    /// <summary>
    /// A table that holds the ids of all these sequences, or null if they need more than may be kept.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The embedding has no row for an id.</exception>
    public ProjectionTable<T>? With(IEnumerable<ImmutableArray<int>> sequences, int threads)
    {
        lock (_lock)
        {
            if (_current[0].TryAdd(sequences, threads))
                return _current[0];
            var fresh = _fresh();
            if (!fresh.TryAdd(sequences, threads))
                return null;
            return _current[0] = fresh;
        }
    }
}
