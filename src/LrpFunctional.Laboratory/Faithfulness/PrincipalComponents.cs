using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>The directions in which vectors vary most (Pearson 1901).</summary>
internal static class PrincipalComponents
{
    /// <summary>
    /// Each vector, less the mean, along the two eigenvectors of the covariance matrix with the largest eigenvalues, of
    /// which the component that is largest in size is above 0; 0 where vectors have one number only.
    /// </summary>
    public static ImmutableArray<(double First, double Second)> Of(ImmutableArray<ImmutableArray<double>> vectors)
    {
        var rows = Matrix<double>.Build.DenseOfRows(vectors.Select(vector => vector.AsEnumerable()));
        var mean = rows.ColumnSums() / rows.RowCount;
        var centred = Matrix<double>.Build.Dense(
            rows.RowCount,
            rows.ColumnCount,
            (row, column) => rows[row, column] - mean[column]
        );
        var directions = (centred.TransposeThisAndMultiply(centred) / rows.RowCount)
            .Evd(Symmetricity.Symmetric)
            .EigenVectors;
        Vector<double> Along(int fromTop)
        {
            if (fromTop >= rows.ColumnCount)
                return Vector<double>.Build.Dense(rows.RowCount);
            var direction = directions.Column(rows.ColumnCount - 1 - fromTop);
            return centred * direction * Math.Sign(direction[direction.AbsoluteMaximumIndex()]);
        }

        var (first, second) = (Along(0), Along(1));
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => (first[row], second[row]))];
    }
}
