using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Examples;

/// <summary>The minibatches of an epoch.</summary>
internal static class Minibatches
{
    /// <summary>
    /// The examples in a random order, those of like length together, and the minibatches in a random order.
    /// </summary>
    /// <param name="examples">The examples.</param>
    /// <param name="size">How many there are in each, but for the last one.</param>
    /// <param name="key">Where the random numbers come from.</param>
    public static ImmutableArray<ImmutableArray<Example>> Of(ImmutableArray<Example> examples, int size, ulong key)
    {
        ImmutableArray<ImmutableArray<Example>> batches =
        [
            .. RandomNumbers
                .Permutation(Keys.Of(key, 0, 0), examples.Length)
                .Select(at => examples[at])
                .OrderBy(example => example.Sentence.Length)
                .Chunk(size)
                .Select(chunk => chunk.ToImmutableArray()),
        ];
        return [.. RandomNumbers.Permutation(Keys.Of(key, 1, 0), batches.Length).Select(at => batches[at])];
    }

    /// <summary>Some words become the unknown one, the rare ones more often: with probability α / (α + count).</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="unknown">The row of the unknown word.</param>
    /// <param name="counts">How often the word of each row stands in the data.</param>
    /// <param name="alpha">α.</param>
    /// <param name="key">Where the random numbers come from.</param>
    public static ImmutableArray<Example> WithUnknownWords(
        ImmutableArray<Example> batch,
        int unknown,
        ImmutableArray<int> counts,
        double alpha,
        ulong key
    ) =>
        [
            .. batch.Select(
                (example, lane) =>
                    example with
                    {
                        Sentence = Sentence.Of(
                            example.Sentence.Words,
                            [
                                .. example.Sentence.Ids.Select(
                                    (id, at) =>
                                        RandomNumbers.Unit(Keys.Of(key, lane, 0), at) < alpha / (alpha + counts[id])
                                            ? unknown
                                            : id
                                ),
                            ],
                            example.Sentence.Label
                        ),
                    }
            ),
        ];
}
