using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Tensors;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>Puts a network together from what its scores are made of, from the output back to the words.</summary>
internal static class Assembly
{
    private const string Lstm = "iofg";
    private const string Gru = "zrn";
    private const string Remedy =
        "only what LrpFunctional can take apart is read: embeddings, recurrent layers, a reading of their "
        + "states, dense layers";

    /// <summary>The network whose scores, or probabilities of them, are these.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="output">The name of the scores.</param>
    /// <param name="value">What they mean.</param>
    /// <exception cref="FaultException">They are no scores of a network that can be explained.</exception>
    public static OnnxNetwork Of(string path, string output, Value value)
    {
        var place = $"{path}: output \"{output}\"";
        if (value is not Value.Symbols { Cells: var results })
            throw Refusal(place, "it does not depend on the input");
        if (results[0].Source.Time != "" || value.Layout.Axes.Count(axis => axis.IsSymbolic) > 1)
            throw Refusal(
                place,
                $"it is one result for each position, {results[0].Source.Description}, where scores of the "
                    + "whole sequence are expected"
            );
        var end = DenseStage.Whole(results) as Source.Ended;
        var (dense, read) = DenseStage.Chain(end?.Of ?? results);
        if (dense.IsEmpty || dense[^1].Activation != Activation.None)
            throw Refusal(
                place,
                $"it is made of {(end?.Of ?? results)[0].Source.Description}, where all sums of a dense "
                    + "layer, or Softmax or Sigmoid of them, are expected"
            );
        if (end is { Function: Probabilities.Softmax, Count: 1 })
            throw Refusal(place, "it is a softmax of one score, which is always 1");
        var reading =
            StateReading.Of(read)
            ?? throw Refusal(
                $"{path}: {dense[0].Layer.Label}",
                $"it reads {read[0].Source.Description}, where all states of one recurrent layer are "
                    + "expected, read once by their last, first, mean, greatest or attended ones"
            );
        var (attention, scored) = reading.Scores.IsEmpty ? ([], []) : DenseStage.Chain(reading.Scores);
        var attended = reading.Scores.IsEmpty ? reading.States : Attended(place, reading, attention, scored);
        var stack = CellStack.Below(path, reading.States.Cells);
        var architecture = Architecture(
            path,
            stack,
            reading.Reading,
            attention,
            dense,
            end?.Function ?? Probabilities.None
        );
        return new OnnxNetwork(
            ModelConfig.Default with
            {
                Architecture = architecture,
            },
            Embedding(path, stack.Bottom)
                .Concat(Cells(path, stack))
                .Concat(Dense(path, attention, attended.Order, StateNames.Attention))
                .Concat(
                    Dense(
                        path,
                        dense,
                        reading.States.Order,
                        at => at == dense.Length - 1 ? StateNames.Output : StateNames.Dense(at)
                    )
                )
                .ToImmutableDictionary(),
            Signature(place, output, stack)
        );
    }

    private static GraphSignature Signature(string place, string output, CellStack stack)
    {
        var given = (Source.Given)(stack.Bottom is Source.Words words ? words.Id.Source : stack.Bottom);
        var time = given.Axes.IndexOf(Axis.Over(stack.Layers[0][0].Cell.Time));
        return time >= 0
            ? new GraphSignature(given.Name, time, [], output)
            : throw Refusal(place, $"its steps lie along no axis of {given.Description}");
    }

    private static LayerStates Attended(
        string place,
        StateReading reading,
        ImmutableArray<DenseStage> attention,
        ImmutableArray<Atom> scored
    )
    {
        if (attention.IsEmpty || attention[^1].Activation != Activation.None || attention[^1].Layer.Count != 1)
            throw Refusal(
                place,
                $"its attention weights are a softmax of {reading.Scores[0].Source.Description}, where the "
                    + "sums of a dense layer of one unit are expected"
            );
        return LayerStates.Of(scored) is { } states && states.IsOf(reading.States.Cells)
            ? states
            : throw Refusal(
                place,
                $"its attention reads {scored[0].Source.Description}, where the states that it weighs are expected"
            );
    }

    private static Architecture Architecture(
        string path,
        CellStack stack,
        Reading reading,
        ImmutableArray<DenseStage> attention,
        ImmutableArray<DenseStage> dense,
        Probabilities probabilities
    )
    {
        var cells = stack.Layers.SelectMany(layer => layer).Select(placed => placed.Cell).ToImmutableArray();
        if (cells.FirstOrDefault(cell => !cell.IsUsual) is { } varied)
            throw Refusal(
                $"{path}: {varied.Label}",
                "its equations are not the usual ones of an LSTM or GRU, where such are expected in a chain"
            );
        if (cells.FirstOrDefault(cell => !cell.Starts.IsEmpty) is { } begun)
            throw Refusal(
                $"{path}: {begun.Label}",
                $"its initial state comes from {begun.Starts[0].Of[0].Source.Description}, where stored numbers are "
                    + "expected in a chain"
            );
        var gated = cells.FirstOrDefault(cell => !cell.Gate.Same(cells[0].Gate));
        if (gated is not null)
            throw Refusal(
                $"{path}: {gated.Label}",
                "its gates have another function than those of the other layers, where one for all is expected"
            );
        var resets = cells
            .Where(cell => cell.Kind == StateNames.Gru)
            .Select(cell => cell.ResetsBefore)
            .Distinct()
            .ToImmutableArray();
        if (resets.Length > 1)
            throw Refusal(path, "its GRU layers differ in linear_before_reset, where one for all is expected");
        return new Architecture(
            IsMixed(stack) ? Option<string>.None : Order(cells[0].Kind),
            cells[0].Gate,
            resets is [true],
            reading,
            [.. attention.SkipLast(1).Select(stage => stage.Activation)],
            [.. dense.SkipLast(1).Select(stage => stage.Activation)],
            HasOneBias: false,
            probabilities
        );
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Embedding(string path, Source bottom) =>
        bottom is Source.Words { Table: var table }
            ? [new(StateNames.Embedding, table.ToTensor(path, table.Layout.Axes[0].Size))]
            : [];

    private static IEnumerable<KeyValuePair<string, Tensor>> Cells(string path, CellStack stack)
    {
        var isMixed = IsMixed(stack);
        return from layer in stack.Layers.Select((cells, at) => (Cells: cells, At: at))
            from placed in layer.Cells
            from tensor in Cell(path, placed, layer.At)
            select isMixed && tensor.IsBlocks
                ? new KeyValuePair<string, Tensor>(tensor.Name, InStandardOrder(placed.Cell.Kind, tensor.Tensor))
                : new(tensor.Name, tensor.Tensor);
    }

    private static IEnumerable<(string Name, bool IsBlocks, Tensor Tensor)> Cell(
        string path,
        CellStack.Placed placed,
        int layer
    )
    {
        var cell = placed.Cell;
        var names = StateNames.Cell(cell.Kind, layer, cell.Direction);
        var rows = cell.InputWeights.Layout.Axes[0].Size;
        yield return (names.Input, true, InColumns(cell.InputWeights.ToTensor(path, rows), placed.Columns));
        yield return (names.Recurrent, true, cell.RecurrentWeights.ToTensor(path, rows));
        foreach (var (input, recurrent) in cell.Biases)
        {
            yield return (names.InputBias, true, input.ToTensor(path, 0));
            yield return (names.RecurrentBias, true, recurrent.ToTensor(path, 0));
        }

        foreach (var state in cell.InitialHidden)
            yield return (names.InitialHidden, false, state.ToTensor(path, 0));
        foreach (var state in cell.InitialCell)
            yield return (names.InitialCell, false, state.ToTensor(path, 0));
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Dense(
        string path,
        ImmutableArray<DenseStage> stages,
        ImmutableArray<int> order,
        Func<int, string> name
    ) =>
        stages.SelectMany(
            (stage, at) =>
            {
                var weights = stage.Layer.Weights.ToTensor(path, stage.Layer.Count);
                return stage
                    .Layer.Bias.Select(bias => new KeyValuePair<string, Tensor>(
                        StateNames.Bias(name(at)),
                        bias.ToTensor(path, 0)
                    ))
                    .Prepend(new(StateNames.Weight(name(at)), at == 0 ? InColumns(weights, order) : weights));
            }
        );

    /// <summary>The weights with their columns in another order.</summary>
    private static Tensor InColumns(Tensor tensor, ImmutableArray<int> order)
    {
        if (order.Select((from, to) => from == to).All(same => same))
            return tensor;
        var moved = ImmutableArray.CreateBuilder<double>(tensor.Values.Span.Length);
        for (var row = 0; row < tensor.Values.Rows; row++)
        {
            foreach (var column in order)
                moved.Add(tensor.Values[row, column]);
        }

        return tensor with
        {
            Values = Matrix.Of(tensor.Values.Rows, tensor.Values.Columns, moved.MoveToImmutable()),
        };
    }

    // One order can be named for a network, so that layers of two kinds are brought to the orders that need no name.
    private static bool IsMixed(CellStack stack) =>
        stack.Layers.SelectMany(layer => layer).DistinctBy(placed => placed.Cell.Kind).Count() > 1;

    private static Tensor InStandardOrder(string kind, Tensor tensor) =>
        GateOrder.ToStandard(GateOrder.Of(kind), Order(kind), tensor);

    /// <summary>The order of the gate blocks in ONNX.</summary>
    public static string Order(string kind) => kind == StateNames.Lstm ? Lstm : Gru;

    private static FaultException Refusal(string place, string problem) => new(new Fault(place, problem, Remedy));
}
