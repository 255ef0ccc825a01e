using System.Collections.Immutable;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Training;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Cli.Evaluation;

/// <summary>The small network that experiments have trained, within seconds.</summary>
internal static class SmallNetwork
{
    private const int Units = 30;
    private const int Epochs = 20;

    /// <summary>The way to train it.</summary>
    public static Relearning Relearning { get; } =
        new($"a bidirectional LSTM of {Units} units, by Adam, {Epochs} epochs", Learn);

    private static NetworkWeights Learn(
        ImmutableArray<Sentence> sequences,
        int classes,
        int seed,
        CancellationToken cancellation
    )
    {
        var recipe = new Recipe(
            new Architecture(
                CellKind.Lstm,
                Units,
                1,
                [Direction.LeftToRight, Direction.RightToLeft],
                Reading.LastState,
                HasOutputBias: true
            ),
            new Optimiser.Adam(0.9, 0.999, 1e-8),
            Rate: 0.01,
            Epochs,
            BatchSize: 16
        )
        {
            Clip = 1,
            Seed = seed,
        };
        var lesson = new Lesson(
            recipe,
            [
                .. sequences.SelectMany(sequence =>
                    sequence.Label.Map(label => Example.OfClass(sequence, label, classes)).ToSeq()
                ),
            ],
            Loss.CrossEntropy
        );
        var start = lesson.Start(Matrix.Zero(0, sequences[0].Numbers.Match(numbers => numbers.Columns, () => 0)));
        return lesson.Run(start, epochs: 0, threads: 1, (_, _, _) => { }, cancellation).Last().Learner.Weights;
    }
}
