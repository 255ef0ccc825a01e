namespace LrpFunctional.Formats.Sentences;

/// <summary>The sentences of a data set that are to be read: those of a shard, without the first of them.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Done">How many of its sentences are left out: another run has them already.</param>
public sealed record Portion(Shard Shard, int Done)
{
    /// <summary>All sentences.</summary>
    public static Portion Whole { get; } = new(Shard.Whole, 0);

    /// <summary>Whether there may be no sentence at all.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Whether the sentence at a position, from 0, is one of them.</summary>
    public bool Takes(int position) => Shard.Takes(position) && Shard.Rank(position) >= Done;

    /// <summary>Those of all sentences of a data set, in whatever shape they are, that are some of them.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> all) => all.Where((_, position) => Takes(position));

    /// <summary>The position in the data set of the sentence at a place among them, both from 0.</summary>
    public int Position(int place) => Shard.Position(Done + place);
}
