using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>One direction of a recurrent layer.</summary>
/// <param name="Layer">What the file says about it.</param>
/// <param name="Kind">An LSTM or a GRU, as in <see cref="StateNames"/>.</param>
/// <param name="Direction">From which end it reads.</param>
/// <param name="Units">The number of units d.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="ResetsBefore">Whether the reset gate of a GRU acts before the product.</param>
/// <param name="Gates">The gates' function where it is not the logistic one.</param>
/// <param name="GivesSequence">Whether its states at all positions go on, and not only the last.</param>
internal sealed record KerasCell(
    KerasLayer Layer,
    string Kind,
    Direction Direction,
    int Units,
    bool HasBias,
    bool ResetsBefore,
    Option<HardSigmoid> Gates,
    bool GivesSequence
)
{
    private static readonly HardSigmoid Keras2 = new(0.2, 0.5);
    private static readonly HardSigmoid Keras3 = new(1.0 / 6, 0.5);

    /// <summary>How many tensors it has.</summary>
    public int Count => HasBias ? 3 : 2;

    private int Blocks => Kind == StateNames.Lstm ? GateOrder.Lstm.Length : GateOrder.Gru.Length;

    private bool HasTwoBiases => HasBias && Kind == StateNames.Gru && !ResetsBefore;

    /// <summary>The cell of a layer that another wraps.</summary>
    public static KerasCell Wrapped(KerasLayer wrapper, JsonElement json, int version)
    {
        var inner = KerasLayer.Of(wrapper.Entry.Place, json);
        return inner.Class is KerasClass.Lstm or KerasClass.Gru
            ? Of(wrapper, inner, version)
            : throw wrapper.Config.Fault($"it wraps {inner.Class}, where LSTM or GRU is expected");
    }

    /// <summary>The cell of a layer.</summary>
    /// <param name="layer">The layer that has its weights.</param>
    /// <param name="cell">The layer that has its settings.</param>
    /// <param name="version">The major version of Keras.</param>
    public static KerasCell Of(KerasLayer layer, KerasLayer cell, int version)
    {
        var config = cell.Config;
        var givesSequence = config.Flag("return_sequences", otherwise: false);
        if (config.Flag("zero_output_for_mask", otherwise: false) && !givesSequence)
            throw config.Fault(
                "zero_output_for_mask is true, where return_sequences is false and the last step may be masked"
            );
        var activation = config.Text("activation");
        if (activation != "tanh")
            throw config.Fault($"activation is {activation}, where tanh is expected");
        return new KerasCell(
            layer,
            cell.Class == KerasClass.Lstm ? StateNames.Lstm : StateNames.Gru,
            config.Flag("go_backwards", otherwise: false) ? Direction.RightToLeft : Direction.LeftToRight,
            config.Whole("units"),
            config.Flag("use_bias", otherwise: true),
            cell.Class == KerasClass.Gru && !config.Flag("reset_after", otherwise: false),
            config.Text("recurrent_activation") switch
            {
                "sigmoid" => Option<HardSigmoid>.None,
                "hard_sigmoid" => version < 3 ? Keras2 : Keras3,
                var other => throw config.Fault(
                    $"recurrent_activation is {other}, where sigmoid or hard_sigmoid is expected"
                ),
            },
            givesSequence
        );
    }

    /// <summary>The cell's tensors under their names here; gate blocks stay in Keras' order.</summary>
    /// <param name="level">The layer, counted from 0.</param>
    /// <param name="weights">Its kernel, its recurrent kernel and its bias, if it has one.</param>
    public IEnumerable<KeyValuePair<string, Tensor>> Tensors(int level, ImmutableArray<Hdf5Numbers> weights)
    {
        var names = StateNames.Cell(Kind, level, Direction);
        var columns = (long)Blocks * Units;
        KerasShape.Check(weights[0], "e", $"{columns}");
        KerasShape.Check(weights[1], $"{Units}", $"{columns}");
        yield return KeyValuePair.Create(names.Input, weights[0].Transposed);
        yield return KeyValuePair.Create(names.Recurrent, weights[1].Transposed);
        if (!HasBias)
            yield break;
        if (!HasTwoBiases)
        {
            KerasShape.Check(weights[2], $"{columns}");
            yield return KeyValuePair.Create(names.InputBias, weights[2].Tensor);
            yield break;
        }

        KerasShape.Check(weights[2], "2", $"{columns}");
        var biases = weights[2].Tensor;
        yield return KeyValuePair.Create(names.InputBias, Row(biases, 0));
        yield return KeyValuePair.Create(names.RecurrentBias, Row(biases, 1));
    }

    private static Tensor Row(Tensor biases, int row) =>
        biases with
        {
            Shape = [biases.Values.Columns],
            Values = biases.Values.Slice(row, 1),
        };
}
