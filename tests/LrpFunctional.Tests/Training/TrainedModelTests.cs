using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Training;

namespace LrpFunctional.Tests.Training;

/// <summary>What was trained is what its files are read as.</summary>
public sealed class TrainedModelTests : IDisposable
{
    private static readonly ImmutableArray<string> Words = ["<unk>", "good", "bad"];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    public static TheoryData<CellKind, Reading, int, int> Networks { get; } =
        new()
        {
            { CellKind.Lstm, Reading.LastState, 2, 2 },
            { CellKind.GruResetAfter, Reading.Attention, 1, 2 },
            { CellKind.GruResetBefore, Reading.Mean, 2, 1 },
            { CellKind.Simple, Reading.LastState, 1, 1 },
            { CellKind.Simple, Reading.LastState, 3, 2 },
            { CellKind.Simple, Reading.LastPosition, 2, 1 },
            { CellKind.Simple, Reading.FirstPosition, 1, 2 },
            { CellKind.Simple, Reading.Mean, 1, 2 },
            { CellKind.Simple, Reading.Max, 2, 2 },
            { CellKind.Simple, Reading.Attention, 2, 2 },
        };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_classifier_of_words_is_read_from_its_files_to_the_same_bits(
        CellKind cell,
        Reading reading,
        int layers,
        int directions
    ) =>
        IsReadAsItIs(
            Network(cell, reading, layers, directions, Words.Length, outputs: 3),
            Words,
            ModelConfig.Default with
            {
                Classes = ["bad", "so-so", "good"],
                UnknownWord = Words[0],
                Polarity = new Polarity([0], [2]),
                Tokenisation = new Tokenisation("whitespace", LowerCase: true),
            },
            Sentence.Of(["good", "bad", "good"], [1, 2, 1], Option<int>.None)
        );

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_regression_of_numbers_is_read_from_its_files_to_the_same_bits(
        CellKind cell,
        Reading reading,
        int layers,
        int directions
    ) =>
        IsReadAsItIs(
            Network(cell, reading, layers, directions, words: 0, outputs: 1),
            [],
            ModelConfig.Default with
            {
                Classes = ["stars"],
                Task = NetworkTask.Regression,
            },
            Sentence.Of(Matrix.Of(3, 2, [0.5, -1, 2, 0.25, -0.75, 1]), Option<int>.None)
        );

    private void IsReadAsItIs(
        NetworkWeights weights,
        ImmutableArray<string> words,
        ModelConfig config,
        Sentence sentence
    )
    {
        var asked = config with { Architecture = config.Architecture with { Reading = ReadingOf(weights) } };
        var model = TrainedModel.Of(weights, words, asked).OrThrow();
        ModelFiles.Write(_sandbox.At("model"), model);
        var read = ModelFiles.Read(_sandbox.At("model")).OrThrow();
        Assert.Equal(model.Network, read.Network);
        Assert.Equal(model.Config.ToJson(), read.Config.ToJson());
        var explained = Explained(model.Network, sentence);
        Assert.Equal<double>(explained, Explained(read.Network, sentence));

        // What was trained has more figures than the files.
        Close.Absolute(1e-5, Explained(Direct(weights, words, config), sentence), explained);
        ModelFiles.Write(_sandbox.At("again"), read);
        foreach (var file in Directory.GetFiles(_sandbox.At("model")))
            Assert.Equal(
                File.ReadAllBytes(file),
                File.ReadAllBytes(Path.Combine(_sandbox.At("again"), Path.GetFileName(file)))
            );
    }

    private static Reading ReadingOf(NetworkWeights weights) =>
        weights.Layers.Select(layer => layer.Weights).OfType<ReadingWeights>().Single().Reading;

    private static RecurrentNetwork Direct(NetworkWeights weights, ImmutableArray<string> words, ModelConfig config) =>
        RecurrentNetwork.Create("test", words, config.UnknownWord, config.Classes, weights).OrThrow();

    private static ImmutableArray<double> Explained(RecurrentNetwork network, Sentence sentence)
    {
        var explanation = Lrp.Default.Explain(network, sentence);
        return [.. explanation.Prediction.Scores, .. explanation.Relevances];
    }

    private static NetworkWeights Network(
        CellKind cell,
        Reading reading,
        int layers,
        int directions,
        int words,
        int outputs
    ) =>
        new LrpFunctional.Training.Recipes.Architecture(
            cell,
            4,
            layers,
            StateDirections[..directions],
            reading,
            HasOutputBias: layers > 1
        ).Initial(2, outputs, 5) with
        {
            Embedding = new LrpFunctional.Layers.Weight("vectors", RandomNumbers.Uniform(3, words, 2, 1)),
        };

    private static ImmutableArray<Direction> StateDirections => [Direction.LeftToRight, Direction.RightToLeft];
}
