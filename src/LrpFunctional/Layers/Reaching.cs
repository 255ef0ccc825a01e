using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>What reaches the states of a layer from above, be it relevance or a gradient.</summary>
internal abstract record Reaching<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Reaching() { }

    /// <summary>What reaches each strand.</summary>
    public ImmutableArray<Arrival> Arrivals(ImmutableArray<Strand> strands, Packing packing) =>
        this switch
        {
            Strands known => known.OfStrands,
            States states => Arrival.FromAbove(
                strands,
                packing,
                states.Rows.Freeze(strands.Sum(strand => strand.Units))
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>For each strand.</summary>
    public sealed record Strands(ImmutableArray<Arrival> OfStrands) : Reaching<T>;

    /// <summary>For each state, in the order of the words; the memory is lent.</summary>
    public sealed record States(PooledMatrix<T> Rows) : Reaching<T>;
}
