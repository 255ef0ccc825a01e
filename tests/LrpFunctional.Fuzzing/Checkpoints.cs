using System.Collections.Immutable;
using LrpFunctional.Training.Courses;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Fuzzing;

/// <summary>What a training reads: recipes, and the checkpoint that it goes on from.</summary>
internal static class Checkpoints
{
    private const string Recipe = """
        { "task": "sum", "examples": 8, "units": 2, "directions": "left_to_right", "epochs": 2, "batch_size": 4 }
        """;

    public static ImmutableArray<Seed> Recipes { get; } =
    [
        Seed.OfText(Recipe),
        Seed.OfText(
            """
            {
              "model": { "classes": ["bad", "good"], "tokenisation": { "scheme": "whitespace", "lower_case": true } },
              "cell": "gru", "layers": 2, "phrases": true, "vector_scale": 0.1, "optimiser": "adagrad", "rate": 0.01,
              "warm_up": 10, "last_rate": 0.1, "clip": 5, "dropout_inputs": 0.4, "dropout_words": 0.25, "seed": 3
            }
            """
        ),
    ];

    /// <summary>The reader of a small training's checkpoint.</summary>
    public static FuzzedReader Reader()
    {
        ImmutableArray<byte> origin = [1, 2, 3];
        var recipe = RecipeFile.Parse("recipe", Recipe).OrThrow();
        var preparation = recipe.Generation.Map(task => Preparation.Of(recipe, task)).ToSeq()[0];
        var course = Course
            .From(preparation.Start)
            .Run(preparation.Lesson, learner => preparation.Judge(learner, 1), 1, (_, _, _) => { })
            .Last();
        var path = Path.GetTempFileName();
        CheckpointFile.Write(path, origin, course);
        var whole = Seed.Of(path);
        File.Delete(path);
        return new FuzzedReader(
            "checkpoint",
            [whole with { Path = "checkpoint" }],
            file => CheckpointFile.Read(file, origin, preparation.Start).IsSuccess
        );
    }
}
