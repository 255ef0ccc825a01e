namespace LrpFunctional.Tests.Reference;

/// <summary>Assertions on numbers that differ by rounding only.</summary>
internal static class Close
{
    /// <summary>No number differs by more than the given part of the largest.</summary>
    public static void Relative(double tolerance, IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Absolute(tolerance * left.Max(Math.Abs), left, right);
    }

    /// <summary>No number differs by more than the tolerance.</summary>
    public static void Absolute(double tolerance, IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (left, right) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(left.Length, right.Length);
        var worst = left.Zip(right, (l, r) => Math.Abs(l - r)).DefaultIfEmpty(0).Max();
        Assert.True(worst <= tolerance, $"the largest difference is {worst:R}, allowed is {tolerance:R}");
    }
}
