using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using LrpFunctional.Memory;

namespace LrpFunctional.Layers.Recurrent.Kernels;

/// <summary>
/// What the kernels take for granted, asserted in debug builds: behind their doors lies memory that no bounds check
/// protects.
/// </summary>
internal static class KernelDoors
{
    /// <summary>A cell may run over a batch.</summary>
    [Conditional("DEBUG")]
    public static void AssertForward<T>(
        PreparedCell<T> cell,
        ReadOnlySpan<int> offsets,
        ReadOnlySpan<int> inputs,
        PooledMatrix<T> projection
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AssertSteps(offsets);
        Debug.Assert(cell.Padded >= cell.Units && cell.Padded % Vector512<T>.Count == 0);
        Debug.Assert(cell.Input.Columns >= cell.Gates * cell.Padded);
        Debug.Assert(cell.Recurrent.Columns >= cell.Gates * cell.Padded);
        Debug.Assert(inputs.Length == offsets[^1], "each packed row reads one input");
        Debug.Assert(projection.Columns == cell.Input.Columns);
        foreach (var input in inputs)
            Debug.Assert(input >= 0 && input < projection.Rows, $"row {input} of {projection.Rows}");
    }

    /// <summary>What comes from above may go back through what a cell did.</summary>
    [Conditional("DEBUG")]
    public static void AssertBack<T>(
        PreparedCell<T> cell,
        CellRecord<T> recorded,
        Recording needed,
        ReadOnlySpan<int> offsets,
        Incoming<T> arriving
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AssertSteps(offsets);
        Debug.Assert(recorded.Cell == cell && recorded.What.HasFlag(needed));
        Debug.Assert(recorded.Hidden.Rows == offsets[^1] && recorded.Hidden.Columns == cell.Padded);
        Debug.Assert(recorded.Written.Rows == offsets[^1]);
        Debug.Assert(arriving.AtLast.Rows == offsets[1] && arriving.AtLast.Columns == cell.HiddenColumns);
        Debug.Assert(arriving.AtEach is null || arriving.AtEach.Rows == offsets[^1]);
    }

    // There is a step, and no step has more lanes than the one before it.
    [Conditional("DEBUG")]
    private static void AssertSteps(ReadOnlySpan<int> offsets)
    {
        Debug.Assert(offsets.Length >= 2 && offsets[0] == 0 && offsets[1] > 0);
        for (var t = 1; t < offsets.Length - 1; t++)
        {
            var lanes = offsets[t + 1] - offsets[t];
            Debug.Assert(lanes > 0 && lanes <= offsets[t] - offsets[t - 1]);
        }
    }
}
