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
        var (square, right) = (Square(words, substrings, counts), new double[words]);
        for (var n = 0; n < substrings.Length; n++)
        {
            for (var i = substrings[n].First; i < substrings[n].First + substrings[n].Length; i++)
                right[i] += counts[n] * values[n];
        }

        var (largest, band) = (Largest(square), Longest(substrings));
        var factor = Cholesky(square, band, 0, Singular * largest) ?? Cholesky(square, band, Ridge * largest, 0);
        return Solve(factor!, right, band).AsMatrix(words, 1);
    }

    /// <summary>
    /// The standard errors of v (T × 1) as substrings drawn by chance leave it, e_n = y_n − Σ_{t in n} v_t: the
    /// square roots of the diagonal of N / (N − T) A⁻¹ (Σ_n c_n e_n² x_n x_nᵀ) A⁻¹, A = Σ_n c_n x_n x_nᵀ, N = Σ c
    /// (White 1980; HC1). NaN where the substrings do not determine v, or are no more than words.
    /// </summary>
    public static Matrix StandardErrors(
        Matrix solution,
        ImmutableArray<Substring> substrings,
        ImmutableArray<int> counts,
        ImmutableArray<double> values
    )
    {
        var (words, total) = (solution.Rows, 0L);
        var residues = new double[substrings.Length];
        for (var n = 0; n < substrings.Length; n++)
        {
            residues[n] = values[n] - Sum(solution.Span, substrings[n]);
            total += counts[n];
        }

        var (square, band) = (Square(words, substrings, counts), Longest(substrings));
        var errors = new double[words];
        if (Cholesky(square, band, 0, Singular * Largest(square)) is not { } factor || total <= words)
        {
            Array.Fill(errors, double.NaN);
            return errors.AsMatrix(words, 1);
        }

        for (var word = 0; word < words; word++)
        {
            var unit = new double[words];
            unit[word] = 1;
            var row = Solve(factor, unit, band);
            var sum = 0.0;
            for (var n = 0; n < substrings.Length; n++)
            {
                var part = residues[n] * Sum(row, substrings[n]);
                sum += counts[n] * part * part;
            }

            errors[word] = Math.Sqrt(sum * total / (total - words));
        }

        return errors.AsMatrix(words, 1);
    }

    /// <summary>Σ_n c_n x_n x_nᵀ (T × T), x_n with 1 for each word of the substring.</summary>
    private static double[,] Square(int words, ImmutableArray<Substring> substrings, ImmutableArray<int> counts)
    {
        var square = new double[words, words];
        for (var n = 0; n < substrings.Length; n++)
        {
            var (first, end) = (substrings[n].First, substrings[n].First + substrings[n].Length);
            for (var i = first; i < end; i++)
            for (var j = first; j < end; j++)
                square[i, j] += counts[n];
        }

        return square;
    }

    private static double Sum(ReadOnlySpan<double> numbers, Substring substring)
    {
        var sum = 0.0;
        foreach (var number in numbers.Slice(substring.First, substring.Length))
            sum += number;
        return sum;
    }

    private static int Longest(ImmutableArray<Substring> substrings)
    {
        var longest = 0;
        foreach (var substring in substrings)
            longest = Math.Max(longest, substring.Length);
        return longest;
    }

    private static double Largest(double[,] square)
    {
        var largest = 0.0;
        for (var i = 0; i < square.GetLength(0); i++)
            largest = Math.Max(largest, square[i, i]);
        return largest;
    }

    /// <summary>
    /// L with L Lᵀ = A + ridge · I, or null if a pivot is not above the least one; A and so L hold zeros from so many
    /// places off the diagonal on.
    /// </summary>
    private static double[,]? Cholesky(double[,] square, int band, double ridge, double leastPivot)
    {
        var size = square.GetLength(0);
        var lower = new double[size, size];
        for (var j = 0; j < size; j++)
        {
            var pivot = square[j, j] + ridge;
            for (var k = Math.Max(0, j - band + 1); k < j; k++)
                pivot -= lower[j, k] * lower[j, k];
            if (pivot <= leastPivot)
                return null;
            lower[j, j] = Math.Sqrt(pivot);
            for (var i = j + 1; i < Math.Min(size, j + band); i++)
            {
                var sum = square[i, j];
                for (var k = Math.Max(0, i - band + 1); k < j; k++)
                    sum -= lower[i, k] * lower[j, k];
                lower[i, j] = sum / lower[j, j];
            }
        }

        return lower;
    }

    /// <summary>(L Lᵀ)⁻¹ of a column, where L holds zeros from so many places below the diagonal on.</summary>
    private static double[] Solve(double[,] lower, double[] right, int band)
    {
        var x = (double[])right.Clone();
        for (var i = 0; i < x.Length; i++)
        {
            for (var k = Math.Max(0, i - band + 1); k < i; k++)
                x[i] -= lower[i, k] * x[k];
            x[i] /= lower[i, i];
        }

        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < Math.Min(x.Length, i + band); k++)
                x[i] -= lower[k, i] * x[k];
            x[i] /= lower[i, i];
        }

        return x;
    }
}
