using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers.Readings;

/// <summary>
/// The numbers of sequences of one length as those of another, as Reshape and Permute of Keras: all numbers of the first
/// step, then of the next, taken in an order and cut into steps anew.
/// </summary>
/// <param name="Steps">How many steps are made, T'.</param>
/// <param name="Order">For each number that is made, the place of the number that is read (T' · D').</param>
public sealed record RearrangementWeights(int Steps, ImmutableArray<int> Order) : ILayerWeights
{
    // No file says sizes that are larger without the weights for them.
    private const int Most = 1 << 20;

    /// <summary>The numbers in their order, as so many steps.</summary>
    public static RearrangementWeights Reshaped(FlowShape read, int steps) =>
        new(steps, [.. Enumerable.Range(0, Count(read))]);

    /// <summary>Each number a step, each step a number of it.</summary>
    public static RearrangementWeights Turned(FlowShape read)
    {
        var steps = Count(read) / Math.Max(read.Units, 1);
        return new(
            read.Units,
            [.. Enumerable.Range(0, Count(read)).Select(at => ((at % steps) * read.Units) + (at / steps))]
        );
    }

    /// <inheritdoc/>
    public FlowShape Makes(ImmutableArray<FlowShape> read) =>
        read[0].InRows(Steps < 1 ? 0 : Order.Length / Steps) with
        {
            Steps = Steps,
        };

    /// <inheritdoc/>
    public Validation<Fault, ILayer> Create(ImmutableArray<FlowShape> read) =>
        Validations
            .Require(
                Steps >= 1
                    && Order.Length > 0
                    && Order.Length % Steps == 0
                    && Count(read[0]) == Order.Length
                    && Order.Order().Select((place, at) => place == at).All(same => same),
                new Fault(
                    "rearrangement",
                    $"{Order.Length} numbers in {Steps} steps are made of sequences of "
                        + $"{read[0].Steps.Match(steps => $"{steps}", () => "any number of")} steps of {read[0].Units}, "
                        + "where each number of sequences of one known length is expected once",
                    "say how many steps a sequence has"
                )
            )
            .Map(_ => (ILayer)new Rearrangement(read[0].Steps.IfNone(1), read[0].Units, Steps, Order));

    /// <summary>Two are equal when their steps and orders are.</summary>
    public bool Equals(RearrangementWeights? other) =>
        other is not null && Steps == other.Steps && Order.SequenceEqual(other.Order);

    /// <summary>A hash over them.</summary>
    public override int GetHashCode() => Order.Aggregate(Steps, HashCode.Combine);

    private static int Count(FlowShape read) => (int)Math.Min(Most, read.Steps.IfNone(0) * (long)read.Units);
}
