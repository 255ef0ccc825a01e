using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Numerics;
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

    private static Value.Symbols Sequence(ImmutableArray<RecurrentCell> cells, Arrangement layout) =>
        layout.SequenceOf([.. cells.SelectMany(cell => new Source.States(cell).Outputs)]);

    private static Value.Symbols Last(ImmutableArray<RecurrentCell> cells, Arrangement layout) =>
        layout.LastOf([
            .. cells.SelectMany(cell =>
                new Source.At(new Source.States(cell).Outputs, cell.Direction == Direction.LeftToRight).Outputs
            ),
        ]);

    private static (ImmutableArray<RecurrentCell> Cells, Arrangement Layout) Cells(
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

        var layout = new Arrangement(time, Axis.Of(directions.Length), batch, Axis.Of(units), isBatchFirst);
        RecurrentCell Cell(Direction direction, int at) =>
            new(
                step.Node.Label,
                kind,
                direction,
                time.Letters,
                input.Cells,
                Of(step, weights, at, Layout.Of(rows, size)),
                Of(step, recurrent, at, Layout.Of(rows, Axis.Of(units))),
                Biases(step, at, directions.Length, rows),
                State(step, HiddenInput, at, layout),
                kind == StateNames.Lstm ? State(step, CellInput, at, layout) : Option<Value.Numbers>.None,
                functions[at].Length > 1 ? CellFunctions.Line(functions[at][0]) : Option<HardSigmoid>.None,
                resetsBefore,
                Variation(step, functions[at]),
                Peepholes(step, at, directions.Length, units)
            );
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

    /// <summary>The state before the first step, where it is not zeros.</summary>
    private static Option<Value.Numbers> State(Step step, int input, int direction, Arrangement layout)
    {
        if (step.Maybe(input).IsNone)
            return Option<Value.Numbers>.None;
        var value = step.Input(input) is Value.Numbers numbers ? numbers.AsSymbols() : step.Symbols(input);
        if (value.Cells.All(cell => cell.Source is Source.Begun))
            return Option<Value.Numbers>.None;
        if (value.Cells.Select(cell => cell.Source).FirstOrDefault(source => source is not Source.Fixed) is { } other)
        {
            throw step.Refusal(
                $"its initial state \"{step.Node.Inputs[input]}\" comes from {other.Description}, where "
                    + "stored numbers are expected",
                "export the network with an initial state of its own, or of zeros"
            );
        }

        var axes =
            value.Layout.Rank == 3
                ? (
                    layout.IsBatchFirst
                        ? [value.Layout.Axes[1], value.Layout.Axes[0], value.Layout.Axes[2]]
                        : value.Layout.Axes
                )
                : [];
        if (
            axes is not [var directions, { Size: > 0 } batch, var units]
            || directions != layout.Directions
            || units != layout.Units
            || (batch.IsSymbolic && batch != layout.Batch)
        )
            throw step.Refusal(
                $"its initial state has the axes {value.Layout}, where "
                    + $"{new Layout([layout.Directions, layout.Batch, layout.Units])} is expected"
            );

        // A file for a fixed number of sequences may hold the state once for each of them.
        double At(int sequence, int unit)
        {
            var (outer, inner) = layout.IsBatchFirst ? (sequence, direction) : (direction, sequence);
            var cell = value.Cells[
                (((outer * (layout.IsBatchFirst ? directions.Size : batch.Size)) + inner) * units.Size) + unit
            ];
            return ((Source.Fixed)cell.Source).Values.Cells.Span[cell.Index];
        }

        ImmutableArray<double> state = [.. Enumerable.Range(0, units.Size).Select(unit => At(0, unit))];
        if (
            Enumerable
                .Range(1, batch.Size - 1)
                .Any(sequence => Enumerable.Range(0, units.Size).Any(unit => At(sequence, unit) != state[unit]))
        )
            throw step.Refusal(
                $"its initial state \"{step.Node.Inputs[input]}\" is another for each sequence, where one for "
                    + "all is expected"
            );
        var origin = ((Source.Fixed)value.Cells[0].Source).Values;
        return state.All(number => number == 0)
            ? Option<Value.Numbers>.None
            : origin with
            {
                Layout = Layout.Of(units),
                Cells = Matrix.Of(1, state.Length, state),
            };
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

    /// <summary>How the axes of a layer's results lie.</summary>
    private sealed record Arrangement(Axis Time, Axis Directions, Axis Batch, Axis Units, bool IsBatchFirst)
    {
        // Cells lie by direction and unit in each of them, since an axis of letters has one cell.
        public Value.Symbols SequenceOf(ImmutableArray<Atom> cells) =>
            new(
                IsBatchFirst ? Layout.Of(Batch, Time, Directions, Units) : Layout.Of(Time, Directions, Batch, Units),
                cells
            );

        public Value.Symbols LastOf(ImmutableArray<Atom> cells) =>
            new(IsBatchFirst ? Layout.Of(Batch, Directions, Units) : Layout.Of(Directions, Batch, Units), cells);
    }
}
