namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// One of n equal parts of a data set, told by position p in it, from 0: block ⌊p / B⌋ belongs to shard ⌊p / B⌋ mod n.
/// </summary>
/// <param name="Index">Which, from 0 to n - 1.</param>
/// <param name="Count">How many there are, n.</param>
/// <param name="Block">How many sentences follow each other in one shard, B.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
public sealed record Shard(int Index, int Count, int Block = 1)
{
    /// <summary>The only shard of a data set that is not divided.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Which it is, from 0.</summary>
    public int Index { get; } =
        Index >= 0 && Index < Count
            ? Index
            : throw new ArgumentOutOfRangeException(nameof(Index), Index, $"shards count from 0 to {Count - 1}");

    /// <summary>How many sentences follow each other in it.</summary>
    public int Block { get; } =
        Block >= 1
            ? Block
            : throw new ArgumentOutOfRangeException(nameof(Block), Block, "a block is of one sentence or more");

    /// <summary>Whether the sentence at a position belongs to it.</summary>
    public bool Takes(int position) => position / Block % Count == Index;

    /// <summary>How many of its sentences stand before a position that belongs to it.</summary>
    public int Rank(int position) => (position / Block / Count * Block) + (position % Block);

    /// <summary>The position of its sentence of a rank, from 0: (⌊r / B⌋ n + i) B + r mod B.</summary>
    public int Position(int rank) => (((rank / Block * Count) + Index) * Block) + (rank % Block);
}
