using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training.Courses;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Tests.Training;

/// <summary>Sequences that are made, of which it is known which steps decide.</summary>
public sealed class GeneratedTaskTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("sum", 1, 1)]
    [InlineData("difference", -1, 1)]
    [InlineData("difference_by_columns", -1, 2)]
    public void Two_numbers_stand_in_columns_that_no_other_number_has(string name, int sign, int columnOfB)
    {
        var made = Task(name).Sequences(7, Split.Learning, 300);
        Assert.Equal(Enumerable.Range(4, 7), made.Select(sequence => sequence.Sentence.Length).Distinct().Order());
        foreach (var sequence in made)
        {
            var numbers = Numbers(sequence);
            var (first, second) = (sequence.Steps[0], sequence.Steps[1]);
            Assert.True(first < second);
            Assert.Equal(numbers[first][1] + (sign * numbers[second][columnOfB]), sequence.Wanted[0]);
            Assert.Equal([numbers[first][1], sign * numbers[second][columnOfB]], sequence.Summands.ToArray());
            foreach (var (step, row) in numbers.Index())
            {
                var own = Assert.Single(row.Index(), number => number.Item != 0);
                Assert.InRange(Math.Abs(own.Item), 0.5, 1);
                Assert.Equal(
                    step == first ? 1
                        : step == second ? columnOfB
                        : 0,
                    own.Index
                );
            }
        }

        // Signs go either way, each about half the time.
        Assert.InRange(made.Count(sequence => sequence.Summands[0] > 0), 120, 180);
    }

    [Fact]
    public void The_pattern_that_is_planted_tells_the_class_and_the_size_of_a_step_does_not_tell_where_it_is()
    {
        var made = GeneratedTask.KeySteps.Sequences(7, Split.Learning, 300);
        double Along(double[] row) => (row[0] - row[1] + row[2]) / Math.Sqrt(3);
        double Size(double[] row) => Math.Sqrt(row.Sum(number => number * number));
        var steps = made.SelectMany(sequence =>
                Numbers(sequence)
                    .Select(
                        (row, step) =>
                            (
                                row,
                                Decides: sequence.Steps.Contains(step),
                                Sign: sequence.Wanted.SequenceEqual([0, 1]) ? 1 : -1
                            )
                    )
            )
            .ToArray();
        Assert.All(made, sequence => Assert.Equal((12, 2), (sequence.Sentence.Length, sequence.Steps.Length)));
        Assert.All(made, sequence => Assert.Equal(sequence.Sentence.Label, sequence.Wanted.IndexOf(1)));
        Assert.All(steps.Where(step => step.Decides), step => Assert.True(step.Sign * Along(step.row) > 0.5));
        Assert.All(steps.Where(step => !step.Decides), step => Assert.InRange(Along(step.row), -1.2, 1.2));
        double Mean(bool decides) => steps.Where(step => step.Decides == decides).Average(step => Size(step.row));
        Assert.InRange(Mean(true) / Mean(false), 0.97, 1.03);
    }

    [Fact]
    public void The_same_seed_makes_the_same_and_another_seed_or_purpose_others()
    {
        foreach (var task in GeneratedTask.All)
        {
            var some = Rows(task.Sequences(3, Split.Testing, 20));
            Assert.Equal(some, Rows(task.Sequences(3, Split.Testing, 30))[..20]);
            Assert.Empty(some.Intersect(Rows(task.Sequences(4, Split.Testing, 500))));
            Assert.Empty(some.Intersect(Rows(task.Sequences(3, Split.Learning, 500))));
            Assert.Equal(20, some.Distinct().Count());
        }
    }

    [Theory]
    [InlineData("""{ "task": "product" }""", "task is \"product\", where sum or difference or")]
    [InlineData("""{ "examples": 5 }""", "no task is named")]
    [InlineData("""{ "task": "sum", "examples": 0 }""", "examples is 0, where a number from 1 to")]
    [InlineData("""{ "task": "sum", "features": 5 }""", "features is 5, and a step of sum has 2")]
    [InlineData("""{ "task": "sum", "model": { "classes": ["a", "b"] } }""", "2 classes are named, and sum has sum")]
    [InlineData(
        """{ "task": "key_steps", "model": { "task": "regression" } }""",
        "the model's task is another than that of key_steps"
    )]
    public void A_recipe_that_does_not_fit_its_task_is_refused(string recipe, string message) =>
        Assert.Contains(
            message,
            RecipeFile
                .Parse("recipe.json", recipe)
                .Match(_ => "", faults => string.Join('\n', faults.Select(fault => $"{fault}"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_number_is_judged_by_its_squared_error_and_the_smaller_is_the_better()
    {
        var network = Shipped("sum").Network;
        var made = GeneratedTask.Sum.Sequences(1, Split.Testing, 2);
        var said = network.Predict(made.Select(sequence => sequence.Sentence)).ToArray();
        var judged = Judgement.Of(said, [said[0].Scores[0] + 1, said[1].Scores[0] - 3]);
        Assert.Equal(5, Assert.IsType<Judgement.OfNumbers>(judged).SquaredError, 12);
        Assert.True(new Judgement.OfNumbers(0.1).Score > judged.Score);
    }

    [Fact]
    public void A_training_to_a_number_goes_on_from_a_checkpoint()
    {
        var recipe = RecipeFile
            .Parse("recipe.json", """{ "task": "sum", "examples": 40, "units": 1, "epochs": 4 }""")
            .OrThrow();
        var prepared = Preparation.Of(recipe, recipe.Generation.IfNone(() => throw new InvalidOperationException()));
        Assert.Equal(Loss.SquaredError, prepared.Lesson.Loss);
        Course Run(Course from, int epochs) =>
            from.Run(prepared.Lesson, learner => prepared.Judge(learner, 1), 1, (_, _, _) => { }).Take(epochs).Last();
        var whole = Run(Course.From(prepared.Start), 4);
        CheckpointFile.Write(_sandbox.At("checkpoint"), [1], Run(Course.From(prepared.Start), 2));
        var resumed = Run(CheckpointFile.Read(_sandbox.At("checkpoint"), [1], prepared.Start).OrThrow(), 2);
        Assert.Equal(whole.Epochs.ToArray(), resumed.Epochs.ToArray());
        Assert.Equal(whole.Last, resumed.Last);
        Assert.All(whole.Epochs, epoch => Assert.True(epoch.Judgement.Exists(judged => judged is Judgement.OfNumbers)));
    }

    [Theory]
    [InlineData("sum")]
    [InlineData("difference")]
    [InlineData("difference_by_columns")]
    public void The_networks_that_come_with_lrp_say_numbers_that_they_did_not_learn(string name)
    {
        var made = Task(name).Sequences(99, Split.Testing, 2000);
        var said = Shipped(name).Network.Predict(made.Select(sequence => sequence.Sentence));
        Assert.True(
            said.Zip(made, (prediction, sequence) => Math.Pow(prediction.Scores[0] - sequence.Wanted[0], 2)).Average()
                < 1e-4
        );
    }

    [Fact]
    public void The_network_that_comes_with_lrp_tells_the_pattern()
    {
        var made = GeneratedTask.KeySteps.Sequences(99, Split.Testing, 2000);
        var said = Shipped("key_steps").Network.Predict(made.Select(sequence => sequence.Sentence));
        Assert.True(said.Average(prediction => prediction.Sentence.Label == prediction.Class ? 1.0 : 0) > 0.99);
    }

    private static GeneratedTask Task(string name) => GeneratedTask.All.Single(task => task.Name == name);

    private static StoredModel Shipped(string name) =>
        ModelFiles.Read(Repository.At("model", "arithmetic", name)).OrThrow();

    private static double[][] Numbers(GeneratedSequence sequence) =>
        sequence
            .Sentence.Numbers.Map(numbers =>
                Enumerable.Range(0, numbers.Rows).Select(row => numbers.Row(row).ToArray()).ToArray()
            )
            .IfNone([]);

    private static string[] Rows(ImmutableArray<GeneratedSequence> made) =>
        [.. made.Select(sequence => string.Join(' ', Numbers(sequence).SelectMany(row => row)))];
}
