using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Memory;

namespace LrpFunctional.Layers;

/// <summary>What reaches the states of a layer from above, be it relevance or a gradient.</summary>
internal abstract record Reaching<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Reaching() { }

    /// <summary>For each strand.</summary>
    public sealed record Strands(ImmutableArray<Arrival> Arrivals) : Reaching<T>;

    /// <summary>For each state, in the order of the words; the memory is lent.</summary>
    public sealed record States(PooledMatrix<T> Rows) : Reaching<T>;
}
