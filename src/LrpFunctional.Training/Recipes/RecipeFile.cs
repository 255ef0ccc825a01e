using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;
using LrpFunctional.Training.Learning;

namespace LrpFunctional.Training.Recipes;

/// <summary>
/// A recipe as JSON: settings that are left out are as usual, none may be unknown; under <c>model</c> stands what the
/// config.json of the trained model says of classes, words and reading.
/// </summary>
public static partial class RecipeFile
{
    private static readonly Context Json = new(
        new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
        }
    );

    /// <summary>The recipe in a file and what is said of the model, or every fault there is.</summary>
    public static Validation<Fault, ModelRecipe> Read(string path) =>
        Edge.Read(path, () => Edge.Text(path)).Bind(text => Parse(path, text));

    /// <summary>The recipe in a text.</summary>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="text">The text.</param>
    public static Validation<Fault, ModelRecipe> Parse(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Json.Stored) is { } stored
                ? Check(path, stored, text)
                : new Fault(path, "it holds null, where a JSON object is expected", "write at least {}");
        }
        catch (JsonException exception)
        {
            return new Fault(
                path,
                $"it is not understood at {exception.Path ?? "$"}, line {exception.LineNumber + 1}",
                "write a JSON object with the settings that the README of Training lists, or some of them"
            );
        }
    }

    private static Validation<Fault, ModelRecipe> Check(string path, Stored stored, string text)
    {
        Validation<Fault, Unit> Within(string name, double value, double least, double most) =>
            Validations.Require(
                value >= least && value <= most,
                new Fault(path, $"{name} is {value}, where a number from {least} to {most} is expected", "change it")
            );
        var model = stored.Model is { } said
            ? ModelConfig
                .Parse($"{path}, model", said.GetRawText())
                .Bind(config => ModelSettings.Fit($"{path}, model", config))
            : ModelConfig.Default;
        ImmutableArray<Validation<Fault, Unit>> ranges =
        [
            Within("units", stored.Units, 1, 10_000),
            Within("layers", stored.Layers, 1, 20),
            Within("features", stored.Features, 0, 100_000),
            Within("vector_size", stored.VectorSize, 1, 10_000),
            Within("vector_scale", stored.VectorScale, 0, 10),
            Within("vector_rate", stored.VectorRate, 0, 100),
            Within("rate", stored.Rate, 0, 10),
            Within("last_rate", stored.LastRate, 0, 1),
            Within("warm_up", stored.WarmUp, 0, int.MaxValue),
            Within("epochs", stored.Epochs, 1, 100_000),
            Within("patience", stored.Patience, 1, int.MaxValue),
            Within("batch_size", stored.BatchSize, 1, 100_000),
            Within("clip", stored.Clip, double.Epsilon, double.PositiveInfinity),
            Within("beta1", stored.Beta1, 0, 0.999999),
            Within("beta2", stored.Beta2, 0, 0.999999),
            Within("dropout_inputs", stored.DropoutInputs, 0, 0.99),
            Within("dropout_states", stored.DropoutStates, 0, 0.99),
            Within("dropout_recurrent", stored.DropoutRecurrent, 0, 0.99),
            Within("dropout_words", stored.DropoutWords, 0, 1_000),
            Within("whole_weight", stored.WholeWeight, 0, 1_000),
        ];
        return (
            model,
            Named(
                path,
                "cell",
                stored.Cell,
                ("lstm", CellKind.Lstm),
                ("gru", CellKind.GruResetAfter),
                ("rnn", CellKind.Simple)
            ),
            Named(path, "directions", stored.Directions, ("both", Both), ("left_to_right", [Direction.LeftToRight])),
            Named<Optimiser>(
                path,
                "optimiser",
                stored.Optimiser,
                ("adam", new Optimiser.Adam(stored.Beta1, stored.Beta2, 1e-8)),
                ("adagrad", new Optimiser.AdaGrad(1e-8))
            ),
            Named(path, "precision", stored.Precision, ("float32", Precision.Bits32), ("float64", Precision.Bits64)),
            Validations.All(ranges).Map(_ => Unit.Default)
        )
            .Apply(
                (config, cell, directions, optimiser, precision, _) =>
                    new ModelRecipe(
                        new Recipe(
                            new Architecture(
                                cell,
                                stored.Units,
                                stored.Layers,
                                directions,
                                config.Architecture.Reading,
                                stored.OutputBias
                            ),
                            optimiser,
                            stored.Rate,
                            stored.Epochs,
                            stored.BatchSize
                        )
                        {
                            VectorSize = stored.VectorSize,
                            VectorScale = stored.VectorScale,
                            VectorRate = stored.VectorRate,
                            WarmUp = stored.WarmUp,
                            LastRate = stored.LastRate,
                            Clip = stored.Clip,
                            Patience = stored.Patience,
                            WholeWeight = stored.WholeWeight,
                            Precision = precision,
                            Seed = stored.Seed,
                            Dropouts = new Dropouts(
                                stored.DropoutInputs,
                                stored.DropoutStates,
                                stored.DropoutRecurrent,
                                stored.DropoutWords
                            ),
                        },
                        config,
                        stored.Features,
                        stored.Phrases,
                        text
                    )
            )
            .Bind(recipe => Generation.Fit(path, stored.Task, stored.Examples, recipe));
    }

    private static ImmutableArray<Direction> Both => [Direction.LeftToRight, Direction.RightToLeft];

    private static Validation<Fault, T> Named<T>(
        string path,
        string setting,
        string name,
        params ImmutableArray<(string Name, T Value)> known
    ) =>
        known
            .Where(word => word.Name == name)
            .Select(word => Validation<Fault, T>.Success(word.Value))
            .FirstOrDefault(
                new Fault(
                    path,
                    $"{setting} is \"{name}\", where {string.Join(" or ", known.Select(word => word.Name))} is expected",
                    "choose one of them"
                )
            );

    [JsonSerializable(typeof(Stored))]
    private sealed partial class Context : JsonSerializerContext;

    private sealed record Stored(
        JsonElement? Model = null,
        string Cell = "lstm",
        int Units = 60,
        int Layers = 1,
        string Directions = "both",
        bool OutputBias = true,
        int Features = 0,
        bool Phrases = false,
        int VectorSize = 60,
        double VectorScale = 0.1,
        double VectorRate = 1,
        string Optimiser = "adam",
        double Beta1 = 0.9,
        double Beta2 = 0.999,
        double Rate = 0.001,
        int WarmUp = 0,
        double LastRate = 1,
        double Clip = double.PositiveInfinity,
        int Epochs = 10,
        int Patience = int.MaxValue,
        int BatchSize = 32,
        double DropoutInputs = 0,
        double DropoutStates = 0,
        double DropoutRecurrent = 0,
        double DropoutWords = 0,
        double WholeWeight = 1,
        string Precision = "float32",
        int Seed = 1,
        string? Task = null,
        int? Examples = null
    );
}
