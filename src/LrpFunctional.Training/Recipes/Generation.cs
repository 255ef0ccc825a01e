using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Training.Tasks;

namespace LrpFunctional.Training.Recipes;

/// <summary>What a recipe learns where it makes its sequences itself.</summary>
/// <param name="Task">The task.</param>
/// <param name="Examples">How many sequences are learned.</param>
public sealed record Generation(GeneratedTask Task, int Examples)
{
    private const int Usual = 5000;
    private const int Most = 10_000_000;

    /// <summary>The recipe with the task that it names, or what of it does not fit the task.</summary>
    /// <param name="path">Where the recipe stands, for messages.</param>
    /// <param name="name">The task's name, where one is said.</param>
    /// <param name="examples">How many sequences, where it is said.</param>
    /// <param name="recipe">The rest of the recipe.</param>
    internal static Validation<Fault, ModelRecipe> Fit(string path, string? name, int? examples, ModelRecipe recipe)
    {
        if (name is null)
            return examples is null
                ? recipe
                : new Fault(path, "examples says how many sequences of a task are made, and no task is named", Leave);
        var task = GeneratedTask.All.FirstOrDefault(task => task.Name == name);
        if (task is null)
            return new Fault(
                path,
                $"task is \"{name}\", where {string.Join(" or ", GeneratedTask.All.Select(known => known.Name))} is "
                    + "expected",
                "choose one of them"
            );
        var classes = recipe.Config.Classes;
        return (
            Validations.Require(
                examples is null or (>= 1 and <= Most),
                new Fault(path, $"examples is {examples}, where a number from 1 to {Most} is expected", "change it")
            ),
            Validations.Require(
                recipe.Features == 0 || recipe.Features == task.Features,
                new Fault(path, $"features is {recipe.Features}, and a step of {name} has {task.Features}", Leave)
            ),
            Validations.Require(
                classes.IsEmpty || classes.Length == task.Outputs.Length,
                new Fault(
                    path,
                    $"{classes.Length} classes are named, and {name} has {string.Join(" and ", task.Outputs)}",
                    Leave
                )
            ),
            Validations.Require(
                recipe.Config.Task.IsNone || (task.IsRegression && recipe.IsRegression),
                new Fault(path, $"the model's task is another than that of {name}", Leave)
            )
        ).Apply(
            (_, _, _, _) =>
                recipe with
                {
                    Features = task.Features,
                    Config = recipe.Config with
                    {
                        Classes = classes.IsEmpty ? task.Outputs : classes,
                        Task = task.IsRegression ? NetworkTask.Regression : Option<NetworkTask>.None,
                    },
                    Generation = new Generation(task, examples ?? Usual),
                }
        );
    }

    private const string Leave = "leave it out, or correct it";
}
