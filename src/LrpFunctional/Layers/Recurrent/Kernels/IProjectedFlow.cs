using System.Collections.Immutable;
using System.Numerics;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>What a network reads, which may be there projected for the cells that read it.</summary>
internal interface IProjectedFlow<T> : IFlow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The inputs, projected, or null.</summary>
    ProjectionTable<T>? Table { get; }

    /// <summary>The id of each packed row.</summary>
    ImmutableArray<int> Ids { get; }
}
