using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;

namespace LrpFunctional.Formats.Models.Onnx;

/// <summary>The state of one direction before the first step: zeros unless one of both is there.</summary>
/// <param name="Stored">The stored numbers that it is.</param>
/// <param name="Made">What the layers make that it is.</param>
internal sealed record InitialState(Option<Value.Numbers> Stored, Option<ImmutableArray<Atom>> Made)
{
    private const string Remedy = "export the network with an initial state of its own, or of zeros";

    public static InitialState Zeros { get; } = new(Option<Value.Numbers>.None, Option<ImmutableArray<Atom>>.None);

    /// <summary>That of an input of a recurrent node.</summary>
    /// <param name="step">The node.</param>
    /// <param name="input">The number of the input.</param>
    /// <param name="direction">The number of the direction.</param>
    /// <param name="layout">How the axes of the node's results lie.</param>
    /// <exception cref="FaultException">It is no state that is read.</exception>
    public static InitialState Of(Step step, int input, int direction, RecurrentLayout layout)
    {
        if (step.Maybe(input).IsNone)
            return Zeros;
        var value = step.Input(input) is Value.Numbers numbers ? numbers.AsSymbols() : step.Symbols(input);
        if (value.Cells.All(cell => cell.Source is Source.Begun))
            return Zeros;
        FaultException Refusal(string problem) =>
            step.Refusal($"its initial state \"{step.Node.Inputs[input]}\" {problem}", Remedy);
        if (value.Cells.Select(cell => cell.Source).FirstOrDefault(IsGiven) is { } given)
            throw Refusal(
                $"comes from {given.Description}, where stored numbers, or what layers make of the sequence, are expected"
            );
        var lanes = Lanes(step, value, direction, layout);
        var first = lanes[0];
        return first.All(IsStored) ? new(Alike(lanes, Refusal), Option<ImmutableArray<Atom>>.None)
            : lanes.Length > 1
                ? throw Refusal("is another for each of a fixed number of sequences, where one for all is expected")
            : first.Any(IsStored) ? throw Refusal("is made of stored numbers and of others, where one is expected")
            : Source.TimeOf(first) != ""
                ? throw Refusal(
                    $"comes from {first[0].Source.Description} at each step, where those of one are expected"
                )
            : new(Option<Value.Numbers>.None, first);
    }

    private static bool IsGiven(Source source) => source is Source.Given or Source.Begun;

    private static bool IsStored(Atom atom) => atom.Source is Source.Fixed;

    // A file for a fixed number of sequences may hold the state once for each of them.
    private static ImmutableArray<ImmutableArray<Atom>> Lanes(
        Step step,
        Value.Symbols value,
        int direction,
        RecurrentLayout layout
    )
    {
        var axes = value.Layout.Axes;
        if (axes is [var outer, var inner, var last] && layout.IsBatchFirst)
            axes = [inner, outer, last];
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

        Atom At(int sequence, int unit)
        {
            var row = layout.IsBatchFirst
                ? (sequence * directions.Size) + direction
                : (direction * batch.Size) + sequence;
            return value.Cells[(row * units.Size) + unit];
        }

        return
        [
            .. Enumerable
                .Range(0, batch.Size)
                .Select(sequence =>
                    Enumerable.Range(0, units.Size).Select(unit => At(sequence, unit)).ToImmutableArray()
                ),
        ];
    }

    private static Option<Value.Numbers> Alike(
        ImmutableArray<ImmutableArray<Atom>> lanes,
        Func<string, FaultException> refusal
    )
    {
        static double Number(Atom atom) => ((Source.Fixed)atom.Source).Values.Cells.Span[atom.Index];
        ImmutableArray<double> state = [.. lanes[0].Select(Number)];
        if (lanes.Any(lane => !lane.All(IsStored) || !lane.Select(Number).SequenceEqual(state)))
            throw refusal("is another for each sequence, where one for all is expected");
        var origin = ((Source.Fixed)lanes[0][0].Source).Values;
        return state.All(number => number == 0)
            ? Option<Value.Numbers>.None
            : origin with
            {
                Layout = Layout.Of(Axis.Of(state.Length)),
                Cells = Matrix.Of(1, state.Length, state),
            };
    }
}
