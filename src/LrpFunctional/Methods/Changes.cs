using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>Sentences made from a sentence.</summary>
internal static class Changes
{
    /// <summary>
    /// The sentence of these steps of another, counted from 0; a negative number stands for the replacement.
    /// </summary>
    /// <param name="network">The network that is to read it.</param>
    /// <param name="sentence">The other sentence.</param>
    /// <param name="steps">The steps, at least one.</param>
    /// <param name="replacement">A row of the embedding, or −1 for zeros.</param>
    public static Sentence Pick(
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<int> steps,
        int replacement
    ) =>
        sentence.Numbers.Match(
            numbers =>
                Sentence.Of(
                    MatrixRows.Gather(
                        MatrixRows.Stack(
                            numbers.Columns,
                            [numbers, MatrixRows.Gather(network.Embedding, [replacement])]
                        ),
                        [.. steps.Select(step => step < 0 ? numbers.Rows : step)]
                    ),
                    Option<int>.None
                ),
            () =>
                Sentence.Of(
                    [.. steps.Select(step => step < 0 ? "" : sentence.Words[step])],
                    [.. steps.Select(step => step < 0 ? replacement : sentence.Ids[step])],
                    Option<int>.None
                )
        );

    /// <summary>Goes on where no static features stand beside the steps.</summary>
    /// <exception cref="NotSupportedException">Some do.</exception>
    public static void RequireNoStatic(RecurrentNetwork network, string why)
    {
        if (network.StaticSize > 0)
            throw new NotSupportedException($"{why}, where {network.StaticSize} static features are no step of it");
    }

    /// <summary>The numbers that a sentence says, without the zeros that lie beside static features.</summary>
    public static IEnumerable<double> Said(RecurrentNetwork network, Matrix vectors) =>
        network.StaticSize == 0
            ? vectors.Span.ToArray()
            :
            [
                .. MatrixRows.TakeColumns(vectors.Slice(0, vectors.Rows - 1), 0, network.StepSize).Span,
                .. vectors.Row(vectors.Rows - 1)[network.StepSize..],
            ];

    /// <summary>The row of the unknown word.</summary>
    /// <exception cref="NotSupportedException">The network has none.</exception>
    public static int UnknownId(RecurrentNetwork network) =>
        network.Vocabulary.UnknownId.IfNone(() =>
            throw new NotSupportedException("the network has no unknown word to put in the place of others")
        );

    /// <summary>The vectors of a sentence of this length that says nothing (T × e).</summary>
    /// <exception cref="NotSupportedException">The network has no such vectors.</exception>
    public static Matrix Silence(RecurrentNetwork network, Baseline baseline, int length) =>
        baseline switch
        {
            Baseline.Mean => MatrixRows.Gather(MeanVector(network), Indices.Repeated(0, length).AsSpan()),
            Baseline.Unknown => MatrixRows.Gather(
                network.Embedding,
                Indices.Repeated(UnknownId(network), length).AsSpan()
            ),
            _ => Matrix.Zero(length, network.InputSize),
        };

    /// <summary>The mean of the word vectors (1 × e).</summary>
    /// <exception cref="NotSupportedException">The network has none.</exception>
    private static Matrix MeanVector(RecurrentNetwork network) =>
        network.ReadsNumbers
            ? throw new NotSupportedException("the network reads numbers: it has no word vectors to take the mean of")
            : Mean(network.Embedding);

    /// <summary>The mean of the rows (1 × e).</summary>
    public static Matrix Mean(Matrix rows) =>
        (1.0 / rows.Rows) * PackedSequences.Sums(rows, Indices.Same(rows.Rows + 1).AsSpan());

    /// <summary>The vectors of a sentence (T × e).</summary>
    public static Matrix Vectors(RecurrentNetwork network, Sentence sentence) =>
        sentence.Numbers.IfNone(() => MatrixRows.Gather(network.Embedding, sentence.Ids.AsSpan()));

    /// <summary>A key for random numbers, made of a seed and of what the network reads.</summary>
    public static ulong Key(int seed, Sentence sentence) =>
        sentence
            .Numbers.Match(
                numbers => numbers.Span.ToArray().Select(BitConverter.DoubleToUInt64Bits),
                () => sentence.Ids.Select(id => (ulong)id)
            )
            .Aggregate(RandomNumbers.Bits((ulong)seed, 0), (key, part) => RandomNumbers.Bits(key ^ part, 0));
}
