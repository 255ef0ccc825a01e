using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>
/// A layer without a kernel: its equations are quick enough as they are, and run in float64 whatever the precision of
/// the cells.
/// </summary>
public interface IPlainLayer : ILayer
{
    /// <summary>Its way through a batch, given the rows that it reads.</summary>
    internal ILayerTrace Forward(Packing packing, ImmutableArray<Matrix> read);

    ILayerRun<T> ILayer.Run<T>(ImmutableArray<IFlow<T>> read, Recording what, int threads) =>
        new PlainRun<T>(
            Forward(Packing.RequireSame(read.Select(flow => flow.Packing)), [.. read.Select(flow => flow.Rows())]),
            read.Length
        );
}
