using System.Numerics;
using LrpFunctional.Layers.Recurrent.Kernels;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>A cell that has kernels beside its steps, in float64 and in float32.</summary>
internal interface IKernelCell : ICell
{
    /// <summary>All steps of a run together, a row for each packed row as the cell went.</summary>
    StepTrace Steps(CellRecord<double> record);

    /// <summary>The cell as its kernels read it.</summary>
    PreparedCell<T> Prepared<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
