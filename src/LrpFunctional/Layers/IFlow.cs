using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>What flows between layers: rows of numbers, of which each reader takes what it needs.</summary>
internal interface IFlow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where each lane's steps lie.</summary>
    Packing Packing { get; }

    /// <summary>In which order its columns came about.</summary>
    ImmutableArray<Strand> Strands { get; }

    /// <summary>A row for each packed row in the order of the words, in memory that the reader gives back.</summary>
    PooledMatrix<T> States();

    /// <summary>The same in float64 (rows × D).</summary>
    Matrix Rows();

    /// <summary>One step of each lane: for each strand the last that it took, or the first (n × D).</summary>
    Matrix Ends(Func<Direction, bool> isLast);
}
