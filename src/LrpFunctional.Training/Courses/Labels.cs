using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Training.Examples;
using LrpFunctional.Training.Learning;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Training.Courses;

/// <summary>What the labels of sentences are: classes, or numbers.</summary>
/// <param name="Wanted">What is wanted of a sentence (1 × C); none where it has no label.</param>
/// <param name="Loss">How wrong scores are.</param>
/// <param name="ToJudgeBy">The sentences to judge by and, where these are wanted, the number of each.</param>
internal sealed record Labels(
    Func<Sentence, Option<Matrix>> Wanted,
    Func<Matrix, Matrix, Loss> Loss,
    Func<ImmutableArray<Sentence>, (ImmutableArray<Sentence> Sentences, ImmutableArray<double> Numbers)> ToJudgeBy
)
{
    /// <summary>Those of a recipe, or why it has none.</summary>
    public static Validation<Fault, Labels> Of(ModelRecipe recipe)
    {
        var classes = recipe.Config.Classes.Length;
        return (recipe.IsRegression, classes) switch
        {
            (true, 1) => Numbers,
            (true, _) => new Fault(
                "recipe",
                $"its task is regression, of one output, and it names {classes} classes",
                "write \"model\": {\"task\": \"regression\", \"classes\": [\"rating\"]}, the name of the number"
            ),
            (false, < 2) => new Fault(
                "recipe",
                "it names no classes",
                "write \"model\": {\"classes\": [\"negative\", \"positive\"]}, in the order of the labels"
            ),
            _ => Classes(classes),
        };
    }

    private static Labels Numbers { get; } =
        new(
            sentence => NumericLabel.Of(sentence).Map(number => Matrix.Of(1, 1, [number])),
            Learning.Loss.SquaredError,
            sentences =>
            {
                ImmutableArray<Sentence> labelled = [.. sentences.Where(sentence => NumericLabel.Of(sentence).IsSome)];
                return (labelled, [.. labelled.Select(sentence => NumericLabel.Of(sentence).IfNone(0))]);
            }
        );

    private static Labels Classes(int count) =>
        new(
            sentence => sentence.Label.Map(label => Example.Shares([label], count)),
            Learning.Loss.CrossEntropy,
            sentences => (sentences, [])
        );
}
