using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// What phrases brought about on their own and all else: β + γ = score (Murdoch, Liu and Yu, "Beyond word importance",
/// ICLR 2018). The initial states, the bias of the output and, as <see cref="BiasProduct"/> says, what biases write
/// into a cell together are in γ.
/// </summary>
/// <param name="Phrase">β of each phrase and class (n × C).</param>
/// <param name="Rest">γ of each phrase and class (n × C).</param>
public sealed record ContextualDecomposition(Matrix Phrase, Matrix Rest)
{
    // Enough rows to fill a matrix kernel, few enough to stay small with long sequences.
    private const int MostRows = 4096;

    /// <summary>
    /// β and γ of spans of one lane, a row for each span (n × C): a span is a set of positions counted from 0, β is of
    /// its words together.
    /// </summary>
    /// <param name="trace">What the network did.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="biases">Where the product of the biases goes.</param>
    /// <param name="spans">The positions of each span, at least one span.</param>
    /// <exception cref="NotSupportedException">The network has a part without an equation: a GRU cell, max or
    /// attention.</exception>
    /// <exception cref="ArgumentException">There is no span.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not one of the sentence's.</exception>
    public static ContextualDecomposition Of(
        Trace trace,
        int lane,
        BiasProduct biases,
        params ImmutableArray<ImmutableArray<int>> spans
    )
    {
        var length = trace.Batch.Packing.Lengths[lane];
        if (spans.IsEmpty)
            throw new ArgumentException("there is no span", nameof(spans));
        if (spans.SelectMany(span => span).Any(position => position < 0 || position >= length))
            throw new ArgumentOutOfRangeException(nameof(spans), $"positions count from 0 to {length - 1}");
        ImmutableArray<Parts> parts =
        [
            .. spans.Chunk(Math.Max(1, MostRows / length)).Select(chunk => Together(trace, lane, biases, [.. chunk])),
        ];
        var all = Parts.Stack(trace.Scores.Columns, parts);
        return new ContextualDecomposition(all.Phrase, all.Rest);
    }

    /// <summary>β and γ of spans, what biases write together being in γ.</summary>
    /// <inheritdoc cref="Of(Trace, int, BiasProduct, ImmutableArray{ImmutableArray{int}})"/>
    public static ContextualDecomposition Of(Trace trace, int lane, params ImmutableArray<ImmutableArray<int>> spans) =>
        Of(trace, lane, BiasProduct.Rest, spans);

    /// <summary>
    /// β and γ of the phrase from the first to the last position, both in it and counted from 0 (1 × C).
    /// </summary>
    public static ContextualDecomposition OfPhrase(
        Trace trace,
        int lane,
        int first,
        int last,
        BiasProduct biases = BiasProduct.Rest
    ) => Of(trace, lane, biases, [.. Enumerable.Range(first, last - first + 1)]);

    /// <summary>β and γ of each word of a lane alone, a row for each (T × C).</summary>
    public static ContextualDecomposition OfWords(Trace trace, int lane) =>
        Of(
            trace,
            lane,
            [
                .. Enumerable
                    .Range(0, trace.Batch.Packing.Lengths[lane])
                    .Select(position => ImmutableArray.Create(position)),
            ]
        );

    // Each span is a lane of its own, all over the same words.
    private static Parts Together(Trace trace, int lane, BiasProduct biases, ImmutableArray<ImmutableArray<int>> spans)
    {
        var words = trace.Batch.Packing.RowsOf(lane);
        ImmutableArray<int> Taken(Func<ImmutableArray<int>, int, bool> takes) =>
            [
                .. words.SelectMany(
                    (row, position) => spans.Select(span => takes(span, position) ? row : Sentence.ZeroId)
                ),
            ];
        var (read, own, other) = (
            trace.Inputs,
            Taken((span, position) => span.Contains(position)),
            Taken((span, position) => !span.Contains(position))
        );
        Matrix OfBiases(Direction direction) =>
            biases == BiasProduct.Rest
                ? Matrix.Zero(own.Length, 1)
                : Matrix.Of(
                    own.Length,
                    1,
                    [.. words.SelectMany((_, at) => spans.Select(span => IsBeforeEnd(span, at, direction) ? 1.0 : 0))]
                );
        return ContextualPass.Run(
            trace.Network,
            Packing.Of([.. spans.Select(_ => words.Length)]),
            new Parts(MatrixRows.Gather(read, own.AsSpan()), MatrixRows.Gather(read, other.AsSpan())),
            OfBiases
        );
    }

    // Of the span, but not what a cell that reads in this direction reads last of it.
    private static bool IsBeforeEnd(ImmutableArray<int> span, int position, Direction direction) =>
        span.Contains(position) && position != (direction == Direction.LeftToRight ? span.Max() : span.Min());
}
