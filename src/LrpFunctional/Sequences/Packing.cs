using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Sequences;

/// <summary>
/// How sequences of several lengths lie in one matrix without padding: longest first, one row per lane and step, step
/// after step, so that step t is the run of rows from Offset(t), one for each of the Lanes(t) sequences longer than t.
/// </summary>
public sealed record Packing
{
    private Packing(ImmutableArray<int> lengths, ImmutableArray<int> offsets)
    {
        Lengths = lengths;
        Offsets = offsets;
    }

    /// <summary>The length of each lane's sequence, longest first.</summary>
    public ImmutableArray<int> Lengths { get; }

    /// <summary>The number of steps: the length of the longest sequence.</summary>
    public int Steps => Offsets.Length - 1;

    /// <summary>The number of rows: the sum of all lengths.</summary>
    public int Rows => Offsets[^1];

    /// <summary>The packing of sequences with the given lengths.</summary>
    /// <exception cref="ArgumentException">There is no sequence, one is empty, or a longer one follows a shorter
    /// one.</exception>
    public static Packing Of(ImmutableArray<int> lengths)
    {
        if (lengths.IsEmpty || lengths[^1] < 1)
            throw new ArgumentException("sequences have at least one step", nameof(lengths));
        if (lengths.Zip(lengths.Skip(1), (lane, next) => lane < next).Any(longer => longer))
            throw new ArgumentException("the longest sequence comes first", nameof(lengths));
        return new Packing(lengths, Indices.Offsets(lengths.AsSpan()));
    }

    /// <summary>The one packing of several flows that are read together.</summary>
    /// <exception cref="ArgumentException">Their sequences differ in length.</exception>
    internal static Packing RequireSame(IEnumerable<Packing> packings) =>
        packings.Aggregate(
            (one, other) =>
                one.Lengths.AsSpan().SequenceEqual(other.Lengths.AsSpan())
                    ? one
                    : throw new ArgumentException(
                        $"sequences of {one.Steps} and of {other.Steps} steps at most are read together, where the same "
                            + "lengths are expected",
                        nameof(packings)
                    )
        );

    /// <summary>The packing of one step for each lane, as of vectors.</summary>
    internal Packing OneStep => Steps == 1 ? this : OfVectors(Lanes(0));

    /// <summary>The packing of so many vectors.</summary>
    internal static Packing OfVectors(int lanes) => new(Indices.Repeated(1, lanes), [0, lanes]);

    /// <summary>The first row of each step, and behind the last step the number of rows.</summary>
    internal ImmutableArray<int> Offsets { get; }

    /// <summary>The first row of step t.</summary>
    public int Offset(int step) => Offsets[step];

    /// <summary>The number of sequences longer than t; 0 behind the last step.</summary>
    public int Lanes(int step) => step < Steps ? Offsets[step + 1] - Offsets[step] : 0;

    /// <summary>The row of a lane's step t.</summary>
    public int Row(int lane, int step) => Offsets[step] + lane;

    /// <summary>
    /// The row that a layer reading in the given direction finds at each row's lane and step. Its own inverse, so it
    /// also brings what such a layer returns back to the order of the words.
    /// </summary>
    public ImmutableArray<int> Order(Direction direction) =>
        direction switch
        {
            Direction.LeftToRight => Indices.Same(Rows),
            Direction.RightToLeft => Indices.Reversed(Offsets.AsSpan(), Lengths.AsSpan()),
            _ => throw new ArgumentOutOfRangeException(nameof(direction)),
        };

    /// <summary>The rows of one lane, in the order of its words.</summary>
    public ImmutableArray<int> RowsOf(int lane) =>
        [.. Enumerable.Range(0, Lengths[lane]).Select(step => Row(lane, step))];

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(Packing? other) => other is not null && Lengths.Same(other.Lengths);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Lengths.Hash());
}
