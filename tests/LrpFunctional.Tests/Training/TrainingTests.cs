using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training;
using LrpFunctional.Training.Courses;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Tests.Training;

public sealed class TrainingTests : IDisposable
{
    private static readonly ImmutableArray<byte> Origin = [1, 2, 3];
    private static readonly Dropouts Some = new(0.2, 0.2, 0.1, 0.5);

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(CellKind.Lstm, Reading.LastState)]
    [InlineData(CellKind.GruResetAfter, Reading.Max)]
    [InlineData(CellKind.Simple, Reading.Attention)]
    public void Words_that_make_a_class_are_learned(CellKind cell, Reading reading)
    {
        var lesson = Of(Lessons.Recipe(cell, reading));
        var learner = Last(lesson);
        Assert.Equal(1, Right(learner, lesson.Examples));
    }

    [Fact]
    public void Numbers_that_are_wanted_of_numbers_are_learned()
    {
        var lesson = new Lesson(
            Lessons.Recipe(epochs: 60) with
            {
                Precision = Precision.Bits64,
            },
            Lessons.Sums,
            Loss.SquaredError
        );
        ImmutableArray<double> losses =
        [
            .. lesson.Run(lesson.Start(Matrix.Zero(0, 2)), 0, 1, (_, _, _) => { }).Select(epoch => epoch.Loss),
        ];
        Assert.True(losses[^1] < losses[0] / 50, $"{losses[0]} fell to {losses[^1]} only");
    }

    [Theory]
    [InlineData(CellKind.Lstm)]
    [InlineData(CellKind.GruResetAfter)]
    [InlineData(CellKind.Simple)]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads(CellKind cell)
    {
        var lesson = Of(Lessons.Recipe(cell, epochs: 3) with { Dropouts = Some });
        Assert.Equal(Last(lesson, threads: 1), Last(lesson, threads: 4));
        Assert.NotEqual(Last(lesson), Last(lesson with { Recipe = lesson.Recipe with { Seed = 2 } }));
    }

    public static TheoryData<CellKind, Option<Judgement>> Judgements =>
        new()
        {
            { CellKind.Lstm, Option<Judgement>.None },
            { CellKind.GruResetAfter, Option<Judgement>.Some(new Judgement.OfClasses(0.25, 0.5)) },
            { CellKind.Simple, Option<Judgement>.Some(new Judgement.OfClasses(0.25, Option<double>.None)) },
        };

    [Theory]
    [MemberData(nameof(Judgements))]
    public void A_training_that_goes_on_from_a_checkpoint_ends_with_the_bits_of_one_that_was_not_stopped(
        CellKind cell,
        Option<Judgement> judged
    )
    {
        var lesson = Of(Lessons.Recipe(cell, epochs: 6) with { Dropouts = Some });
        var start = Start(lesson);
        Course Run(Course from, int epochs) => from.Run(lesson, _ => judged, 1, (_, _, _) => { }).Take(epochs).Last();
        var whole = Run(Course.From(start), 6);
        CheckpointFile.Write(_sandbox.At("checkpoint"), Origin, Run(Course.From(start), 2));
        var read = CheckpointFile.Read(_sandbox.At("checkpoint"), Origin, start).OrThrow();
        Assert.Equal(2, read.Epochs.Length);
        var resumed = Run(read, 4);
        Assert.Equal(whole.Last, resumed.Last);
        Assert.Equal(whole.Best.Weights, resumed.Best.Weights);
        Assert.Equal(whole.Epochs.ToArray(), resumed.Epochs.ToArray());
    }

    [Theory]
    [InlineData(CellKind.GruResetAfter)]
    [InlineData(CellKind.Simple)]
    public void A_checkpoint_of_another_training_is_refused(CellKind cell)
    {
        var lesson = Of(Lessons.Recipe());
        CheckpointFile.Write(_sandbox.At("checkpoint"), Origin, Course.From(Start(lesson)));
        Assert.Contains(
            "others than when it was written",
            Refused(CheckpointFile.Read(_sandbox.At("checkpoint"), [3, 2, 1], Start(lesson)))
        );
        var other = Of(Lessons.Recipe(cell));
        Assert.Contains(
            "no checkpoint of a network of this recipe",
            Refused(CheckpointFile.Read(_sandbox.At("checkpoint"), Origin, Start(other)))
        );
    }

    [Fact]
    public void The_best_epoch_is_kept_and_the_training_ends_when_none_was_better_for_too_long()
    {
        var lesson = Of(Lessons.Recipe(epochs: 20) with { Patience = 3 });
        ImmutableArray<double> scores = [0.5, 0.7, 0.6, 0.7, 0.65, 0.9];
        var asked = 0;
        var last = Course
            .From(Start(lesson))
            .Run(lesson, _ => new Judgement.OfClasses(scores[asked++], Option<double>.None), 1, (_, _, _) => { })
            .Last();
        Assert.Equal((5, 2), (last.Epochs.Length, last.BestEpoch));
        Assert.NotEqual(last.Last, last.Best);
    }

    [Fact]
    public void The_rate_warms_up_and_falls_as_a_cosine()
    {
        var recipe = Lessons.Recipe() with { WarmUp = 10, LastRate = 0.1 };
        Close.Absolute(
            1e-15,
            [0.01, 0.02, 0.011, 0.002],
            new[] { 5, 10, 60, 110 }.Select(step => recipe.RateOf(step, 110))
        );
    }

    [Fact]
    public void Sequences_of_words_count_once_with_the_shares_of_their_labels()
    {
        var (film, good) = (Sentence("film", 0), Sentence("good", 1));
        var examples = ExampleSet.Unique(
            [(film, 1), (good, 1), (Sentence("film", 1), 2), (Sentence("bad", 0), 1)],
            2,
            [Sentence("bad", 1)]
        );
        Assert.Equal(2, examples.Length);
        Assert.Equal([0.5, 0.5], examples[0].Wanted.Span.ToArray());
        Assert.Equal((2, 1), (examples[0].Weight, examples[1].Weight));
    }

    private static LrpFunctional.Sequences.Sentence Sentence(string word, int label) =>
        LrpFunctional.Sequences.Sentence.Of([word], [0], label);

    private static string Refused(Validation<Fault, Course> read) =>
        read.Match(_ => "", faults => string.Join('\n', faults.Select(fault => $"{fault}")));

    private static Lesson Of(Recipe recipe) => new(recipe, Lessons.GoodAndBad, Loss.CrossEntropy) { UnknownWord = 0 };

    private static Learner Start(Lesson lesson) => lesson.Start(lesson.RandomVectors(Lessons.WordCount, 4));

    private static Learner Last(Lesson lesson, int threads = 1) =>
        lesson.Run(Start(lesson), 0, threads, (_, _, _) => { }).Last().Learner;

    private static double Right(Learner learner, ImmutableArray<Example> examples)
    {
        var network = RecurrentNetwork
            .Create(
                "test",
                [.. Enumerable.Range(0, Lessons.WordCount).Select(id => $"w{id}")],
                Option<string>.None,
                ["0", "1"],
                learner.Weights
            )
            .OrThrow();
        return examples.Average(example => example.Wanted[0, network.Predict(example.Sentence).Class]);
    }
}
