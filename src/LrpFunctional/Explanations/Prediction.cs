using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>What a network says of a sentence.</summary>
/// <param name="Sentence">The sentence.</param>
/// <param name="Scores">The score of each class (C), before any softmax.</param>
public sealed record Prediction(Sentence Sentence, ImmutableArray<double> Scores)
{
    /// <summary>The class with the highest score, the first of several.</summary>
    public int Class => Scores.IndexOf(Scores.Max());

    /// <summary>
    /// The class with the second highest score, the first of several; the only class where there is one.
    /// </summary>
    public int Second => Enumerable.Range(0, Scores.Length).OrderByDescending(index => Scores[index]).Take(2).Last();

    /// <summary>Two predictions are equal when sentence and scores are.</summary>
    public bool Equals(Prediction? other) =>
        other is not null && Sentence == other.Sentence && Scores.AsSpan().SequenceEqual(other.Scores.AsSpan());

    /// <summary>A hash over the sentence and the first score.</summary>
    public override int GetHashCode() => HashCode.Combine(Sentence, Scores[0]);

    /// <summary>The predictions of a trace, one for each lane.</summary>
    public static ImmutableArray<Prediction> Of(Trace trace) => Of(trace.Batch, trace.Scores);

    /// <summary>The predictions of a run, one for each lane.</summary>
    internal static ImmutableArray<Prediction> Of<T>(Run<T> run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(run.Batch, run.Scores);

    private static ImmutableArray<Prediction> Of(PackedBatch batch, Matrix scores) =>
        scores.Rows != batch.Sentences.Length
            ? throw new InvalidOperationException(
                "the network gives scores at each step: ask for those at one position, by network.At(position)"
            )
            : [.. batch.Sentences.Select((sentence, lane) => new Prediction(sentence, [.. scores.Row(lane)]))];
}
