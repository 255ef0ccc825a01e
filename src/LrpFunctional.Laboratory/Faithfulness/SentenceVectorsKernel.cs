using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>Vectors of sentences, and which lie near each other, over memory.</summary>
internal static class SentenceVectorsKernel
{
    /// <summary>Σ_t R_t x_t, brought to length 1 where it is not zero (e).</summary>
    /// <param name="vectors">x (T × e).</param>
    /// <param name="weights">R (T).</param>
    public static ImmutableArray<double> WeightedSum(Matrix vectors, ImmutableArray<double> weights)
    {
        var sum = new double[vectors.Columns];
        for (var step = 0; step < vectors.Rows; step++)
        {
            var row = vectors.Row(step);
            for (var at = 0; at < sum.Length; at++)
                sum[at] += weights[step] * row[at];
        }

        var square = 0.0;
        foreach (var number in sum)
            square += number * number;
        if (square > 0)
        {
            for (var at = 0; at < sum.Length; at++)
                sum[at] /= Math.Sqrt(square);
        }

        return [.. sum];
    }

    /// <summary>
    /// Whether the label that most of the k nearest others have, by their dot products, is a sentence's own; of labels
    /// that equally many have the smallest, of neighbours equally near the first.
    /// </summary>
    /// <param name="vectors">One for each sentence.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="neighbours">k, at least 1 and fewer than there are sentences.</param>
    public static ImmutableArray<double> AreNeighboursRight(
        ImmutableArray<ImmutableArray<double>> vectors,
        ImmutableArray<int> labels,
        int neighbours
    )
    {
        var count = vectors.Length;
        var right = new double[count];
        var near = new double[count];
        var order = new int[count];
        var votes = new int[1 + labels.Max()];
        for (var one = 0; one < count; one++)
        {
            var own = vectors[one].AsSpan();
            for (var other = 0; other < count; other++)
            {
                order[other] = other;
                near[other] = other == one ? double.PositiveInfinity : -Dot(own, vectors[other].AsSpan());
            }

            Array.Sort(near, order);
            Array.Clear(votes);
            for (var rank = 0; rank < neighbours; rank++)
                votes[labels[order[rank]]]++;
            right[one] = Array.IndexOf(votes, votes.Max()) == labels[one] ? 1 : 0;
        }

        return [.. right];
    }

    private static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var sum = 0.0;
        for (var at = 0; at < one.Length; at++)
            sum += one[at] * other[at];
        return sum;
    }
}
