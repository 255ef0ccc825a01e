namespace LrpFunctional.Explanations;

/// <summary>How predictions and explanations are computed.</summary>
/// <param name="Threads">How many batches are worked on at the same time, 1 or more; the results are the same for
/// any.</param>
/// <param name="Precision">What the cells compute in.</param>
/// <param name="Detail">What explanations have numbers for.</param>
/// <exception cref="ArgumentOutOfRangeException">There is less than one thread.</exception>
public sealed record ExplainOptions(
    int Threads = 1,
    Precision Precision = Precision.Bits64,
    Detail Detail = Detail.Words
)
{
    // The runtime's own limit.
    private const int MostThreads = 512;

    /// <summary>One thread, float64, words.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>How many batches are worked on at the same time; more than 512 count as 512.</summary>
    public int Threads { get; } =
        Threads >= 1
            ? Math.Min(Threads, MostThreads)
            : throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "there is at least one thread");
}
