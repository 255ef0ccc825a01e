using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness.Experiments;

/// <summary>
/// Max-sensitivity (Yeh et al. 2019) of words: max_δ ‖Φ(x + δ) − Φ(x)‖ and the same over ‖Φ(x)‖, Φ the numbers of the
/// words for the class predicted for x, over drawn δ that move each number of the vectors by at most r times the range of
/// the sentence's own. Who says the same of every sentence has 0: being stable alone proves nothing.
/// </summary>
public static class Sensitivity
{
    /// <summary>r, in parts of the range of the sentence's numbers.</summary>
    public const double Radius = 0.02;

    /// <summary>How many δ are drawn for each sentence.</summary>
    public const int Draws = 10;

    /// <summary>So many sentences, drawn by the seed, are enough.</summary>
    public const int MostSentences = 100;

    /// <summary>The experiment.</summary>
    public static Experiment Experiment { get; } =
        new(
            "sensitivity",
            "How far an explanation moves at most, in parts of its length, as each number of its words moves by up to 2 % "
                + "of their range: the smaller the more stable; who says the same of every sentence has 0, so that this "
                + "alone proves nothing.",
            "largest move",
            "",
            "",
            ["cd", "shapley"],
            Of
        );

    private static Validation<Fault, Findings> Of(Bench bench)
    {
        // Where all numbers are the same there is no range to move in.
        var cases = bench.Sample(
            [
                .. bench.Sentences.Where(sentence =>
                    !bench.Network.StepsRead(sentence).IsEmpty && Range(OfVectors(bench, sentence)) > 0
                ),
            ],
            MostSentences
        );
        if (cases.IsEmpty)
            return new Fault(
                "sensitivity",
                "no sentence has numbers that are not all the same",
                "give longer sentences"
            );
        ImmutableArray<Sentence> aimed =
        [
            .. bench
                .Predict(cases)
                .Select(prediction => Sentence.Of(OfVectors(bench, prediction.Sentence), prediction.Class)),
        ];
        var (at, near) = (
            bench.Explain(aimed, Target.Label),
            bench.Explain(aimed.SelectMany(sentence => Moved(bench.Seed, sentence)), Target.Label)
        );
        // Explainer by explainer, draw by draw, sentence by sentence.
        ImmutableArray<ImmutableArray<ImmutableArray<Move>>> moves =
        [
            .. at.Zip(
                near,
                (draws, moved) =>
                    draws
                        .Zip(
                            moved,
                            (before, after) =>
                                before.Zip(after.Chunk(Draws), (one, others) => Largest(one, others)).ToImmutableArray()
                        )
                        .ToImmutableArray()
            ),
        ];
        // In parts of nothing no move can be told.
        ImmutableArray<int> told =
        [
            .. Enumerable
                .Range(0, aimed.Length)
                .Where(sentence => moves.All(draws => draws.All(draw => double.IsFinite(draw[sentence].InParts)))),
        ];
        ImmutableArray<ImmutableArray<double>> Mean(Func<Move, double> of) =>
            [
                .. moves.Select(draws =>
                    told.Select(sentence => draws.Average(draw => of(draw[sentence]))).ToImmutableArray()
                ),
            ];
        return told.IsEmpty
            ? new Fault("sensitivity", "a method finds nothing in each sentence", "choose other methods")
            : new Findings(
                [],
                [
                    .. bench.Scores("in parts of its length", Mean(move => move.InParts)),
                    .. bench.Scores("as it is", Mean(move => move.Length)),
                ],
                $"{told.Length} sentences, drawn of {bench.Sentences.Length}, {Draws} moves of each"
                    + (
                        told.Length < aimed.Length
                            ? $"; {aimed.Length - told.Length} in which a method finds nothing"
                            : ""
                    )
            );
    }

    /// <summary>The sentence x + δ for each δ; a sentence of the same numbers has the same.</summary>
    internal static ImmutableArray<Sentence> Moved(int seed, Sentence sentence)
    {
        var vectors = sentence.Numbers.IfNone(() => throw new ArgumentException("no vectors", nameof(sentence)));
        var (bound, key) = (Radius * Range(vectors), Changes.Key(seed, sentence));
        return
        [
            .. Enumerable
                .Range(0, Draws)
                .Select(draw =>
                    Sentence.Of(
                        vectors
                            + RandomNumbers.Uniform(
                                RandomNumbers.Bits(key, draw),
                                vectors.Rows,
                                vectors.Columns,
                                bound
                            ),
                        sentence.Label
                    )
                ),
        ];
    }

    // What a mask skips is not there to be moved.
    private static Matrix OfVectors(Bench bench, Sentence sentence) =>
        Changes.Vectors(bench.Network, sentence.At(bench.Network.StepsRead(sentence)));

    private static double Range(Matrix vectors)
    {
        var numbers = vectors.Span.ToArray();
        return numbers.Max() - numbers.Min();
    }

    private static Move Largest(Explanation one, IEnumerable<Explanation> others)
    {
        var length = others.Max(other => Length(other.Relevances.Zip(one.Relevances, (near, at) => near - at)));
        return new Move(length, length == 0 ? 0 : length / Length(one.Relevances));
    }

    private static double Length(IEnumerable<double> numbers) => Math.Sqrt(numbers.Sum(number => number * number));

    private readonly record struct Move(double Length, double InParts);
}
