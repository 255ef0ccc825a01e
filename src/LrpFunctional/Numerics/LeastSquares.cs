using System.Collections.Immutable;
using System.Diagnostics;

namespace LrpFunctional.Numerics;

/// <summary>Linear least squares by the normal equations.</summary>
internal static class LeastSquares
{
    // Below this part of the largest element of the diagonal, a pivot counts as 0.
    private const double Singular = 1e-12;

    // What is added to the diagonal then, as a part of its largest element.
    private const double Ridge = 1e-9;

    /// <summary>
    /// The column v (T × 1) with the least Σ_n c_n (y_n − Σ_{t in substring n} v_t)²; where several are equally good,
    /// 1e-9 of the largest element of the normal equations' diagonal is added to that diagonal.
    /// </summary>
    public static Matrix OfSubstrings(
        int words,
        ImmutableArray<Substring> substrings,
        ImmutableArray<int> counts,
        ImmutableArray<double> values
    )
    {
        Debug.Assert(counts.Length == substrings.Length && values.Length == substrings.Length);
        var (square, right) = (new double[words, words], new double[words]);
        for (var n = 0; n < substrings.Length; n++)
        {
            var (first, end) = (substrings[n].First, substrings[n].First + substrings[n].Length);
            for (var i = first; i < end; i++)
            {
                right[i] += counts[n] * values[n];
                for (var j = first; j < end; j++)
                    square[i, j] += counts[n];
            }
        }

        var largest = 0.0;
        for (var i = 0; i < words; i++)
            largest = Math.Max(largest, square[i, i]);
        var factor = Cholesky(square, 0, Singular * largest) ?? Cholesky(square, Ridge * largest, 0);
        return Solve(factor!, right).AsMatrix(words, 1);
    }

    /// <summary>L with L Lᵀ = A + ridge · I, or null if a pivot is not above the least one.</summary>
    private static double[,]? Cholesky(double[,] square, double ridge, double leastPivot)
    {
        var size = square.GetLength(0);
        var lower = new double[size, size];
        for (var j = 0; j < size; j++)
        {
            var pivot = square[j, j] + ridge;
            for (var k = 0; k < j; k++)
                pivot -= lower[j, k] * lower[j, k];
            if (pivot <= leastPivot)
                return null;
            lower[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < size; i++)
            {
                var sum = square[i, j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
            }
        }

        return lower;
    }

    private static double[] Solve(double[,] lower, double[] right)
    {
        var x = (double[])right.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= lower[i, k] * x[k];
            x[i] /= lower[i, i];
        }

        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++)
                x[i] -= lower[k, i] * x[k];
            x[i] /= lower[i, i];
        }

        return x;
    }
}
