namespace LrpFunctional.Explanations;

/// <summary>Makes one number of those of some steps in a row.</summary>
public delegate double Merge(ReadOnlySpan<double> relevances);

/// <summary>The known ways to merge.</summary>
public static class Merges
{
    /// <summary>Σ_t R_t, so that what explanations conserve stays conserved.</summary>
    public static double Sum(ReadOnlySpan<double> relevances) => relevances.ToArray().Sum();

    /// <summary>The R_t with the largest |R_t|, with its sign; the first of them where several are as large.</summary>
    public static double SignedMaximum(ReadOnlySpan<double> relevances)
    {
        var largest = 0.0;
        foreach (var relevance in relevances)
            if (Math.Abs(relevance) > Math.Abs(largest))
                largest = relevance;
        return largest;
    }
}
