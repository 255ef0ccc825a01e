using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>The word vectors of a batch, or its numbers, which layers read first.</summary>
internal sealed record InputFlow<T>(RecurrentNetwork Network, PackedBatch Batch, ProjectionTable<T>? Table)
    : IProjectedFlow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Packing Packing => Batch.Packing;

    public ImmutableArray<Strand> Strands => Strand.InRows(Network.InputSize);

    public ImmutableArray<int> Ids => Batch.Ids;

    public PooledMatrix<T> States() => PooledMatrix<T>.Of(Rows(), Vectors.Padded<T>(Network.InputSize));

    public Matrix Rows() => MatrixRows.Gather(Network.VectorsOf(Batch), Batch.Ids.AsSpan());

    public Matrix Ends(Func<Direction, bool> isLast) => Strand.Ends(Strands, Packing, Rows(), isLast);
}
