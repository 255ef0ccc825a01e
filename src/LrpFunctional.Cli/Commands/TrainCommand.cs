using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Training;
using LrpFunctional.Training.Courses;
using LrpFunctional.Training.Recipes;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp train</c>: labelled sentences and a recipe in, a model out.</summary>
internal static class TrainCommand
{
    private const string RecipeName = "recipe.json";
    private const string CurvesName = "curves.svg";
    private const string CardName = "README.md";

    public static Command Create()
    {
        var command = new Command(
            "train",
            "Train an LSTM, GRU or RNN on labelled sentences, or sequences of numbers, by a recipe; the same recipe, "
                + "seed and files give the same bits on any number of threads. After each epoch a checkpoint is "
                + "written beside the model's folder: the same command goes on from it. The settings of a recipe are "
                + "listed in the README of Training."
        );
        var options = TrainOptions.AddTo(command);
        command.SetAction(
            (parsed, cancellation) => Task.Run(() => Train(options, parsed, cancellation), CancellationToken.None)
        );
        return command;
    }

    private static int Train(TrainOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var (folder, threads) = (parsed.GetRequiredValue(options.Output), options.ReadThreads(parsed));
        CheckPlace(folder);
        var recipe = options.ReadRecipe(parsed);
        var files = options.Files(parsed);
        var preparation = options.Prepare(parsed, recipe);
        var origin = Origin(recipe, files, options.Reading(parsed));
        var checkpoint = $"{Path.TrimEndingDirectorySeparator(folder)}.checkpoint";
        var course = File.Exists(checkpoint)
            ? CheckpointFile.Read(checkpoint, origin, preparation.Start).OrThrow()
            : Course.From(preparation.Start);
        var lesson = preparation.Lesson;
        Messages.Line(
            $"{lesson.Examples.Length:N0} examples"
                + (preparation.Words.IsEmpty ? "" : $", {preparation.Words.Length:N0} words")
                + (course.Epochs.IsEmpty ? "" : $"; on from {checkpoint}, after epoch {course.Epochs.Length}")
        );
        var epochs = course.Run(
            lesson,
            learner => preparation.Judge(learner, threads),
            threads,
            (epoch, step, steps) => Show(recipe.Recipe, epoch, step, steps),
            cancellation
        );
        foreach (var after in epochs)
        {
            course = after;
            CheckpointFile.Write(checkpoint, origin, course);
            Messages.Line(Told(course.Epochs[^1]));
        }

        var model = preparation.Model(course.Best);
        ModelFiles.Write(
            folder,
            model,
            [
                (RecipeName, recipe.Text),
                (CurvesName, LearningCurves.Of(course)),
                (CardName, ModelCard.Of(model, course, files, $"lrp {Provenance.Version}")),
            ],
            cancellation
        );
        File.Delete(checkpoint);
        Messages.Line($"{folder}: the network of epoch {course.BestEpoch}");
        return 0;
    }

    // What is wrong at the end of a training was wrong before it.
    private static void CheckPlace(string folder)
    {
        if (Path.Exists(folder))
            throw new FaultException(new Fault(folder, "it exists already", "name a new folder"));
        if (
            Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(folder))) is { } parent
            && !Directory.Exists(parent)
        )
            throw new FaultException(new Fault(folder, "the folder to put it in does not exist", "make it first"));
    }

    // Numbers of another version may be others.
    private static ImmutableArray<byte> Origin(
        ModelRecipe recipe,
        IEnumerable<(string For, string Name, string Sha256)> files,
        string reading
    ) =>
        [
            .. SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        files
                            .Select(file => $"{file.For} {file.Sha256}")
                            .Append(reading)
                            .Prepend(recipe.Text)
                            .Prepend($"{recipe.Recipe.Seed} {recipe.Recipe.Epochs} {Provenance.Version}")
                    )
                )
            ),
        ];

    private static void Show(Recipe recipe, int epoch, int step, int steps)
    {
        if (Messages.OnTerminal)
            Messages.Passing($"epoch {epoch} of {recipe.Epochs}, step {step:N0} of {steps:N0} …");
    }

    private static string Told(JudgedEpoch epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Number}: loss {epoch.Loss:F4}")
        + epoch.Judgement.Match(Told, () => "");

    private static string Told(Judgement judgement) =>
        judgement switch
        {
            Judgement.OfClasses classes => string.Create(
                CultureInfo.InvariantCulture,
                $"; {100 * classes.Right:F2} % right"
            )
                + classes.Sides.Match(
                    sides => string.Create(CultureInfo.InvariantCulture, $", {100 * sides:F2} % negative or positive"),
                    () => ""
                ),
            Judgement.OfNumbers numbers => string.Create(
                CultureInfo.InvariantCulture,
                $"; mean squared error {numbers.SquaredError:0.0E+0}"
            ),
            _ => "",
        };
}
