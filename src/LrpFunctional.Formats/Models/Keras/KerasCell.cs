using System.Collections.Immutable;
using System.Text.Json;
using LanguageExt;
using LrpFunctional.Formats.Hdf5;
using LrpFunctional.Formats.Models.Keras.Compositions;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Keras;

/// <summary>One direction of a recurrent layer.</summary>
/// <param name="Layer">What the file says about it.</param>
/// <param name="Class">The class of the cell.</param>
/// <param name="Direction">From which end it reads.</param>
/// <param name="Units">The number of units d.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="ResetsBefore">Whether the reset gate of a GRU acts before the product.</param>
/// <param name="Gates">The gates' function where it is not the logistic one.</param>
/// <param name="GivesSequence">Whether its states at all positions go on, and not only the last.</param>
internal sealed record KerasCell(
    KerasLayer Layer,
    string Class,
    Direction Direction,
    int Units,
    bool HasBias,
    bool ResetsBefore,
    Option<HardSigmoid> Gates,
    bool GivesSequence
)
{
    private const string Simple = "rnn";
    private const string Usual = "tanh";
    private const string Logistic = "sigmoid";
    private const string HardLogistic = "hard_sigmoid";

    private static readonly HardSigmoid Keras2 = new(0.2, 0.5);
    private static readonly HardSigmoid Keras3 = new(1.0 / 6, 0.5);

    /// <summary>Its functions where they are others than those of a state dict.</summary>
    public CellVariation Variation { get; init; } = CellVariation.None;

    /// <summary>Whether its last states go on beside what it makes.</summary>
    public bool GivesState { get; init; }

    /// <summary>What it is called, as in <see cref="StateNames"/>.</summary>
    public string Kind =>
        Class switch
        {
            KerasClass.Lstm or KerasClass.CuDnnLstm => StateNames.Lstm,
            KerasClass.SimpleRnn => Simple,
            _ => StateNames.Gru,
        };

    /// <summary>How many tensors it has.</summary>
    public int Count => HasBias ? 3 : 2;

    private bool LiesAsInCuDnn => KerasClass.CuDnn.Contains(Class);

    private int Blocks =>
        Kind switch
        {
            StateNames.Lstm => GateOrder.Lstm.Length,
            Simple => 1,
            _ => GateOrder.Gru.Length,
        };

    private bool HasTwoBiases => HasBias && (LiesAsInCuDnn || (Kind == StateNames.Gru && !ResetsBefore));

    /// <summary>Whether a layer is or has a cell that no state dict has names for.</summary>
    public static bool IsBeyondStateDicts(KerasLayer layer) =>
        Parts(layer)
            .Any(part =>
                part.Class == KerasClass.SimpleRnn
                || IsOther(part.Config, "activation", Usual)
                || IsOther(part.Config, "recurrent_activation", Logistic, HardLogistic)
            ) || GivesStates(layer);

    /// <summary>Whether the last states of a layer's cells go on beside what it makes.</summary>
    public static bool GivesStates(KerasLayer layer) =>
        Parts(layer).Any(part => part.Config.Flag("return_state", otherwise: false));

    /// <summary>Whether a layer is one of cuDNN's cells, or has one.</summary>
    public static bool IsOfCuDnn(KerasLayer layer) => Parts(layer).Any(part => KerasClass.CuDnn.Contains(part.Class));

    /// <summary>The cell of a layer that another wraps.</summary>
    public static KerasCell Wrapped(KerasLayer wrapper, JsonElement json, int version)
    {
        var inner = KerasLoop.AsLayer(KerasLayer.Of(wrapper.Entry.Place, json));
        return KerasClass.Cells.Contains(inner.Class)
            ? Of(wrapper, inner, version)
            : throw wrapper.Config.Fault(
                $"it wraps {inner.Class}, where one of {string.Join(", ", KerasClass.Cells)} is expected"
            );
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
        var isOfCuDnn = KerasClass.CuDnn.Contains(cell.Class);
        var candidate = isOfCuDnn ? Activation.Tanh : KerasActivation.OfCell(config, "activation", version);
        var gates =
            isOfCuDnn || cell.Class == KerasClass.SimpleRnn
                ? Activation.Sigmoid
                : KerasActivation.OfCell(config, "recurrent_activation", version);
        var hard = version < 3 ? Keras2 : Keras3;
        var isHard = gates == Activation.HardSigmoid(hard.Slope, hard.Offset);
        return new KerasCell(
            layer,
            cell.Class,
            config.Flag("go_backwards", otherwise: false) ? Direction.RightToLeft : Direction.LeftToRight,
            config.Whole("units"),
            config.Flag("use_bias", otherwise: true),
            cell.Class == KerasClass.Gru && !config.Flag("reset_after", otherwise: false),
            isHard ? hard : Option<HardSigmoid>.None,
            givesSequence
        )
        {
            GivesState = config.Flag("return_state", otherwise: false),
            Variation = new CellVariation
            {
                Gates = isHard || gates == Activation.Sigmoid ? Option<Activation>.None : gates,
                Candidate = candidate == Activation.Tanh ? Option<Activation>.None : candidate,
                Output =
                    candidate == Activation.Tanh || cell.Class != KerasClass.Lstm ? Option<Activation>.None : candidate,
            },
        };
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
        yield return KeyValuePair.Create(names.Input, Matrices(weights[0]));
        yield return KeyValuePair.Create(names.Recurrent, Matrices(weights[1]));
        if (!HasBias)
            yield break;
        if (!HasTwoBiases)
        {
            KerasShape.Check(weights[2], $"{columns}");
            yield return KeyValuePair.Create(names.InputBias, weights[2].Tensor);
            yield break;
        }

        if (LiesAsInCuDnn)
            KerasShape.Check(weights[2], $"{2 * columns}");
        else
            KerasShape.Check(weights[2], "2", $"{columns}");
        var biases = (weights[2] with { Shape = [2, columns] }).Tensor;
        yield return KeyValuePair.Create(names.InputBias, Row(biases, 0));
        yield return KeyValuePair.Create(names.RecurrentBias, Row(biases, 1));
    }

    // cuDNN reads the numbers of each block (e × d), row after row, as those of a matrix (d × e).
    private Tensor Matrices(Hdf5Numbers kernel)
    {
        if (!LiesAsInCuDnn)
            return kernel.Transposed;
        var columns = kernel.Tensor.Values;
        return kernel.Transposed with
        {
            Values = Matrix.Of(
                columns.Columns,
                columns.Rows,
                [
                    .. Enumerable
                        .Range(0, Blocks)
                        .SelectMany(block => MatrixRows.TakeColumns(columns, block * Units, Units).Span.ToArray()),
                ]
            ),
        };
    }

    private static ImmutableArray<KerasLayer> Parts(KerasLayer layer) =>
        KerasClass.Cells.Contains(layer.Class) ? [layer]
        : layer.Class == KerasClass.Bidirectional
            ?
            [
                .. layer
                    .Config.Maybe("layer")
                    .ToSeq()
                    .Concat(layer.Config.Maybe("backward_layer").ToSeq())
                    .Select(json => KerasLoop.AsLayer(KerasLayer.Of(layer.Entry.Place, json))),
            ]
        : [];

    private static bool IsOther(KerasConfig config, string setting, params string[] usual) =>
        config
            .Maybe(setting)
            .Exists(name => name.ValueKind == JsonValueKind.String && !usual.Contains(name.GetString()!));

    private static Tensor Row(Tensor biases, int row) =>
        biases with
        {
            Shape = [biases.Values.Columns],
            Values = biases.Values.Slice(row, 1),
        };
}
