using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>A quantity of the sentence and of its reference.</summary>
internal sealed record Pair(Matrix Actual, Matrix Reference)
{
    /// <summary>Δa = a − a_ref.</summary>
    public Matrix Difference => Actual - Reference;

    /// <summary>(a + a_ref) / 2.</summary>
    public Matrix Mean => 0.5 * (Actual + Reference);

    /// <summary>The same function of both.</summary>
    public Pair Map(Func<Matrix, Matrix> function) => new(function(Actual), function(Reference));

    /// <summary>A run of rows.</summary>
    public Pair Slice(int firstRow, int rows) => Map(part => part.Slice(firstRow, rows));

    /// <summary>A run of columns.</summary>
    public Pair Columns(int firstColumn, int columns) =>
        Map(part => MatrixRows.TakeColumns(part, firstColumn, columns));
}
