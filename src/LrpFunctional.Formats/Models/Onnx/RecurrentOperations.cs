using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Stateful;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The recurrent layers.</summary>
internal static class RecurrentOperations
{
    private const int LengthsInput = 4;
    private const int HiddenInput = 5;
    private const int CellInput = 6;
    private const int PeepholesInput = 7;

    public static ImmutableArray<Value> Lstm(Step step)
    {
        var (cells, layout) = Cells(step, StateNames.Lstm, 4, ["Sigmoid", "Tanh", "Tanh"], false);
        return
        [
            Sequence(cells, layout),
            Last(cells, layout),
            layout.LastOf([.. cells.SelectMany(cell => new Source.LastMemory(cell).Outputs)]),
        ];
    }

    public static ImmutableArray<Value> Gru(Step step)
    {
        var (cells, layout) = Cells(
            step,
            StateNames.Gru,
            3,
            ["Sigmoid", "Tanh"],
            step.Integer("linear_before_reset", 0) == 0
        );
        return [Sequence(cells, layout), Last(cells, layout)];
    }

    public static ImmutableArray<Value> Rnn(Step step)
    {
        var (cells, layout) = Cells(step, StateNames.Rnn, 1, ["Tanh"], false);
        return [Sequence(cells, layout), Last(cells, layout)];
    }

    private static Value.Symbols Sequence(ImmutableArray<RecurrentCell> cells, RecurrentLayout layout) =>
        layout.SequenceOf([.. cells.SelectMany(cell => new Source.States(cell).Outputs)]);

    private static Value.Symbols Last(ImmutableArray<RecurrentCell> cells, RecurrentLayout layout) =>
        layout.LastOf([
            .. cells.SelectMany(cell =>
                new Source.At(new Source.States(cell).Outputs, cell.Direction == Direction.LeftToRight).Outputs
            ),
        ]);

    private static (ImmutableArray<RecurrentCell> Cells, RecurrentLayout Layout) Cells(
        Step step,
        string kind,
        int gates,
        ImmutableArray<string> usual,
        bool resetsBefore
    )
    {
        ImmutableArray<Direction> directions = step.Text("direction", "forward") switch
        {
            "forward" => [Direction.LeftToRight],
            "reverse" => [Direction.RightToLeft],
            "bidirectional" => [Direction.LeftToRight, Direction.RightToLeft],
            var direction => throw step.Refusal(
                $"its direction is \"{direction}\", where forward, reverse or bidirectional is expected"
            ),
        };
        var (input, isBatchFirst) = (step.Symbols(0), step.Integer("layout", 0) != 0);
        if (input.Layout.Axes is not [var first, var second, var size] || size.IsSymbolic)
            throw step.Refusal(
                $"it reads values with the axes {input.Layout}, where steps, sequences and units are expected"
            );
        var (time, batch) = isBatchFirst ? (second, first) : (first, second);
        if (time.Letters.Length != 1)
            throw step.Refusal(
                $"it goes over the axis {time.Size} of {input.Layout}, which is no axis of the input with "
                    + "more than one step",
                "export the network with an example of several words"
            );
        if (batch.Letters.Length > 1 || batch.Size != 1)
            throw step.Refusal($"its sequences lie along several axes of {input.Layout}, where one is expected");
        if (input.Cells.Any(cell => cell.Source.Time != "" && cell.Source.Time != time.Letters))
            throw step.Refusal("it goes over another axis than the layer below it");
        RequireLengths(step, time);

        var (weights, recurrent) = (step.Numbers(1), step.Numbers(2));
        var units = recurrent.Layout.Rank == 3 ? recurrent.Layout.Axes[2].Size : 0;
        var rows = Axis.Of(gates * units);
        RequireShape(step, weights, 1, [Axis.Of(directions.Length), rows, size]);
        RequireShape(step, recurrent, 2, [Axis.Of(directions.Length), rows, Axis.Of(units)]);
        if (units == 0 || step.Integer("hidden_size", units) != units)
            throw step.Refusal(
                $"its hidden_size is {step.Integer("hidden_size", 0)}, where its weights have {units} units"
            );
        var functions = CellFunctions.Of(step, directions.Length, usual);

        var layout = new RecurrentLayout(time, Axis.Of(directions.Length), batch, Axis.Of(units), isBatchFirst);
        RecurrentCell Cell(Direction direction, int at)
        {
            var hidden = InitialState.Of(step, HiddenInput, at, layout);
            var memory = kind == StateNames.Lstm ? InitialState.Of(step, CellInput, at, layout) : InitialState.Zeros;
            return new RecurrentCell(
                step.Node.Label,
                kind,
                direction,
                time.Letters,
                input.Cells,
                Of(step, weights, at, Layout.Of(rows, size)),
                Of(step, recurrent, at, Layout.Of(rows, Axis.Of(units))),
                Biases(step, at, directions.Length, rows),
                hidden.Stored,
                memory.Stored,
                functions[at].Length > 1 ? CellFunctions.Line(functions[at][0]) : Option<HardSigmoid>.None,
                resetsBefore,
                Variation(step, functions[at]),
                Peepholes(step, at, directions.Length, units)
            )
            {
                Starts =
                [
                    .. hidden.Made.Map(of => new CellStart(StatePart.Hidden, of)).ToSeq(),
                    .. memory.Made.Map(of => new CellStart(StatePart.Cell, of)).ToSeq(),
                ],
            };
        }

        return ([.. directions.Select(Cell)], layout);
    }

    /// <summary>The part of a tensor that belongs to one direction.</summary>
    private static Value.Numbers Of(Step step, Value.Numbers all, int direction, Layout layout) =>
        (
            (Value.Numbers)(all.Layout.Axes[0].Size == 1 ? all : ShapeOperations.Part(step, all, 0, direction, 1, 1))
        ).Under(layout);

    private static Option<(Value.Numbers Input, Value.Numbers Recurrent)> Biases(
        Step step,
        int direction,
        int directions,
        Axis rows
    )
    {
        if (step.Maybe(3).IsNone)
            return Option<(Value.Numbers Input, Value.Numbers Recurrent)>.None;
        var both = step.Numbers(3);
        RequireShape(step, both, 3, [Axis.Of(directions), Axis.Of(2 * rows.Size)]);
        var own = Of(step, both, direction, Layout.Of(Axis.Of(2 * rows.Size)));
        return (
            (Value.Numbers)ShapeOperations.Part(step, own, 0, 0, rows.Size, 1),
            (Value.Numbers)ShapeOperations.Part(step, own, 0, rows.Size, rows.Size, 1)
        );
    }

    /// <summary>p of the gates i, o and f of one direction, where it is not zeros.</summary>
    private static Option<Value.Numbers> Peepholes(Step step, int direction, int directions, int units)
    {
        if (step.Maybe(PeepholesInput).IsNone)
            return Option<Value.Numbers>.None;
        var all = step.Numbers(PeepholesInput);
        RequireShape(step, all, PeepholesInput, [Axis.Of(directions), Axis.Of(3 * units)]);
        return Prelude
            .Some(Of(step, all, direction, Layout.Of(Axis.Of(3 * units))))
            .Filter(own => own.Cells.Span.ContainsAnyExcept(0.0));
    }

    /// <summary>Where the functions are not the usual ones, but for gates of straight lines.</summary>
    private static CellVariation Variation(Step step, ImmutableArray<Activation> functions)
    {
        Option<Activation> Unless(int at, Activation usual) =>
            at < functions.Length ? Prelude.Some(functions[at]).Filter(own => own != usual) : Option<Activation>.None;
        if (functions is [_])
            return new CellVariation { Candidate = Unless(0, Activation.Tanh) };
        return new CellVariation
        {
            Gates = Unless(0, Activation.Sigmoid).Filter(own => CellFunctions.Line(own).IsNone),
            Candidate = Unless(1, Activation.Tanh),
            Output = Unless(2, Activation.Tanh),
            CouplesForget = step.Integer("input_forget", 0) != 0,
        };
    }

    private static void RequireLengths(Step step, Axis time)
    {
        if (step.Maybe(LengthsInput).IsNone)
            return;
        var name = step.Node.Inputs[LengthsInput];
        if (step.Input(LengthsInput) is not Value.Integers lengths)
        {
            throw step.Refusal(
                $"its sequence_lens \"{name}\" is calculated from the input, where an input of the graph is expected",
                "export the network with the lengths as an input, or without them"
            );
        }

        if (lengths.Cells.Any(length => !step.Sizes.IsWhole(length, time)))
        {
            throw step.Refusal(
                $"its sequence_lens \"{name}\" is {string.Join(", ", lengths.Cells.Distinct())}, "
                    + $"where all {step.Sizes.Of(time)} steps, or an input of the graph with each sequence's "
                    + "length, are expected",
                "export the network with the lengths as an input, or without them"
            );
        }
    }

    private static void RequireShape(Step step, Value.Numbers value, int input, ImmutableArray<Axis> axes)
    {
        if (!value.Layout.Axes.SequenceEqual(axes))
            throw step.Refusal(
                $"its input \"{step.Node.Inputs[input]}\" has the axes {value.Layout}, where "
                    + $"{new Layout(axes)} is expected",
                "check that all tensors come from one network"
            );
    }
}
