using System.Collections.Immutable;

namespace LrpFunctional.Training.Tasks;

/// <summary>Something to learn whose sequences are made, not read: which steps decide is known.</summary>
/// <param name="Name">The name in recipes.</param>
/// <param name="Features">How many numbers go in at each step.</param>
/// <param name="Outputs">The names of the outputs: one number, or two classes or more.</param>
/// <param name="Draw">A sequence, given the key of its random numbers.</param>
public sealed record GeneratedTask(
    string Name,
    int Features,
    ImmutableArray<string> Outputs,
    Func<ulong, GeneratedSequence> Draw
)
{
    // Keys below a seed that a training takes for something else are smaller.
    private const int FirstPlace = 16;

    /// <summary>The sum of two numbers in a sequence: <see cref="TwoNumbers"/>.</summary>
    public static GeneratedTask Sum { get; } = TwoNumbers.Of("sum", 1, (1, 1));

    /// <summary>
    /// The first of two numbers in a sequence less the second, which is told by their order alone:
    /// <see cref="TwoNumbers"/>.
    /// </summary>
    public static GeneratedTask Difference { get; } = TwoNumbers.Of("difference", -1, (1, 1));

    /// <summary>The same, the second number being told by a column of its own.</summary>
    public static GeneratedTask DifferenceByColumns { get; } = TwoNumbers.Of("difference_by_columns", -1, (1, 2));

    /// <summary>Which of two opposite patterns stands at two steps: <see cref="PlantedPattern"/>.</summary>
    public static GeneratedTask KeySteps { get; } =
        new("key_steps", PlantedPattern.Features, ["negative", "positive"], PlantedPattern.Draw);

    /// <summary>All there are.</summary>
    public static ImmutableArray<GeneratedTask> All { get; } = [Sum, Difference, DifferenceByColumns, KeySteps];

    /// <summary>Whether a number is wanted, not a class.</summary>
    public bool IsRegression => Outputs.Length == 1;

    /// <summary>So many sequences; those of a larger count begin with those of a smaller.</summary>
    /// <param name="seed">Where the random numbers come from.</param>
    /// <param name="split">What they are for.</param>
    /// <param name="count">How many.</param>
    public ImmutableArray<GeneratedSequence> Sequences(int seed, Split split, int count) =>
        [.. Enumerable.Range(0, count).Select(at => Draw(Keys.Of((ulong)seed, FirstPlace + (int)split, at)))];
}
