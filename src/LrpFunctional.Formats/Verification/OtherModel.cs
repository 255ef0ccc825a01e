using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Layers.Windows;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Verification;

/// <summary>Another file of the same network, as an origin to compare with.</summary>
public static class OtherModel
{
    private const int Sequences = 3;
    private const int Steps = 6;

    // Windows upon windows need room.
    private const int StepsOfWindows = 60;

    /// <summary>What a model's own forward pass says of a few random sequences.</summary>
    /// <param name="model">The other model.</param>
    /// <param name="seed">Where the random numbers start.</param>
    public static OriginRecord Record(StoredModel model, int seed)
    {
        var random = new Random(seed);
        var network = model.Network;
        var steps = model.Steps.IfNone(
            network.Layers.Any(layer => layer is ConvolutionLayer or PoolingLayer) ? StepsOfWindows : Steps
        );
        Sentence Numbers() =>
            Sentence.Of(
                Matrix.Of(
                    steps,
                    network.InputSize,
                    [.. Enumerable.Range(0, steps * network.InputSize).Select(_ => (2 * random.NextDouble()) - 1)]
                ),
                Option<int>.None
            );
        Sentence Words()
        {
            ImmutableArray<int> ids = [.. Enumerable.Range(0, steps).Select(_ => random.Next(network.Embedding.Rows))];
            return Sentence.Of([.. ids.Select(id => network.Vocabulary.Words[id])], ids, Option<int>.None);
        }

        ImmutableArray<Sentence> inputs =
        [
            .. Enumerable.Range(0, Sequences).Select(_ => network.ReadsNumbers ? Numbers() : Words()),
        ];
        return new OriginRecord(inputs, Verification.OutputsOf(model, inputs));
    }

    /// <summary>Nothing to report, or that a record's sequences are none for a model.</summary>
    /// <param name="path">Where the record is from.</param>
    /// <param name="model">The model.</param>
    /// <param name="other">The model that the record is of.</param>
    public static Validation<Fault, Unit> Fits(string path, StoredModel model, StoredModel other)
    {
        string Reads(RecurrentNetwork network) =>
            network.ReadsNumbers ? $"{network.InputSize} numbers a step" : $"words of {network.Embedding.Rows} ids";
        return Validations.Require(
            Reads(model.Network) == Reads(other.Network) && model.OriginOutputs == other.OriginOutputs,
            new Fault(
                path,
                $"it reads {Reads(other.Network)} and gives {other.OriginOutputs} outputs, where "
                    + $"{Reads(model.Network)} and {model.OriginOutputs} outputs are expected",
                "name another file of the same network"
            )
        );
    }
}
