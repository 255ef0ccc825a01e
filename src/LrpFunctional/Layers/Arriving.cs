using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>What reaches what a layer made from those that read it, be it relevance or a gradient.</summary>
public abstract record Arriving
{
    private Arriving() { }

    /// <summary>What two readers send together.</summary>
    public static Arriving operator +(Arriving one, Arriving other) => new Both(one, other);

    /// <summary>What reaches each strand.</summary>
    public ImmutableArray<Arrival> OfStrands(ImmutableArray<Strand> strands, Packing packing) =>
        this switch
        {
            AtEach each => Arrival.FromAbove(strands, packing, each.Rows),
            AtEnds ends => Arrival.FromEnds(strands, packing, ends.ToEnds, ends.IsLast),
            Both both =>
            [
                .. both
                    .One.OfStrands(strands, packing)
                    .Zip(both.Other.OfStrands(strands, packing), (one, other) => one + other),
            ],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What reaches each packed row, in the order of the words (rows × D).</summary>
    public Matrix OfRows(ImmutableArray<Strand> strands, Packing packing) =>
        this is AtEach each ? each.Rows : Arrival.Rows(OfStrands(strands, packing), strands, packing);

    /// <summary>Something for each packed row, in the order of the words (rows × D).</summary>
    public sealed record AtEach(Matrix Rows) : Arriving;

    /// <summary>Something for one step of each lane: for each strand the last that it took, or the first.</summary>
    /// <param name="ToEnds">What reaches these (n × D).</param>
    /// <param name="IsLast">Whether it is the last of a strand of this direction.</param>
    public sealed record AtEnds(Matrix ToEnds, Func<Direction, bool> IsLast) : Arriving;

    /// <summary>What two readers send.</summary>
    public sealed record Both(Arriving One, Arriving Other) : Arriving;
}
