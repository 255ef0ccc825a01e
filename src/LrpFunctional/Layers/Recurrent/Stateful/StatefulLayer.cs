using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>
/// A recurrent layer whose states begin with vectors that it reads, h_{−1} = r_1, c_{−1} = r_2, or that shows c; it
/// goes by its steps.
/// </summary>
public sealed record StatefulLayer : ILayer
{
    internal StatefulLayer(RecurrentLayer recurrent, ImmutableArray<StateStart> starts, StatesShown shown) =>
        (Recurrent, Starts, Shown) = (recurrent, starts, shown);

    /// <summary>Its cells.</summary>
    public RecurrentLayer Recurrent { get; }

    /// <summary>What each vector that it reads behind its sequence is the beginning of.</summary>
    public ImmutableArray<StateStart> Starts { get; }

    /// <summary>What it shows of its states.</summary>
    public StatesShown Shown { get; }

    /// <inheritdoc/>
    public string Kind =>
        Recurrent.Kind
        + (Starts.IsEmpty ? "" : " from a state that it reads")
        + (Shown == StatesShown.Hidden ? "" : " that shows c");

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands =>
        Shown == StatesShown.Hidden
            ? Recurrent.Strands
            : Recurrent.Strands.AddRange(
                Recurrent.Cells.Select(directed => new Strand(directed.Direction, directed.Cell.InitialCell.Columns))
            );

    /// <inheritdoc/>
    public bool IsCausal => Recurrent.IsCausal;

    /// <inheritdoc/>
    public bool IsNormalisation => Recurrent.IsNormalisation;

    /// <inheritdoc/>
    public IEnumerable<string> WithoutDecomposition => Recurrent.WithoutDecomposition;

    /// <inheritdoc/>
    public IEnumerable<string> WithoutRescale => Recurrent.WithoutRescale;

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed =>
        ((ILayer)Recurrent).Hashed.Prepend(
            (
                $"states {Shown} {string.Join(' ', Starts.Select(start => $"{start.Cell} {start.Part}"))}",
                Matrix.Zero(0, 0)
            )
        );

    ILayerRun<T> ILayer.Run<T>(ImmutableArray<IFlow<T>> read, Recording what, int threads)
    {
        var packing = read[0].Packing;
        var starts = read.Skip(1).Select(flow => flow.Rows()).ToImmutableArray();
        CellState Start(DirectedCell directed, int at)
        {
            var own = DirectionTrace.Start(directed.Cell, packing);
            return new CellState(
                ReadAs(at, StatePart.Hidden).Match(number => starts[number - 1], () => own.Hidden),
                ReadAs(at, StatePart.Cell).Match(number => starts[number - 1], () => own.Cell)
            );
        }

        var trace = RecurrentTrace.Of(Recurrent, packing, read[0].Rows(), [.. Recurrent.Cells.Select(Start)]);
        return new PlainRun<T>(new StatefulTrace(this, trace), read.Length);
    }

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases)
    {
        ContextualState Start(DirectedCell directed, int at)
        {
            var own = ContextualState.Initial(directed.Cell, read[0].Packing);
            return new ContextualState(
                ReadAs(at, StatePart.Hidden).Match(number => read[number].Parts, () => own.Hidden),
                ReadAs(at, StatePart.Cell).Match(number => read[number].Parts, () => own.Cell)
            );
        }

        var states = Recurrent.Decomposed(read[0], ofBiases, [.. Recurrent.Cells.Select(Start)]);
        return read[0] with
        {
            Parts = Parts.SideBySide([
                .. states.Select(state => state.Hidden),
                .. Shown == StatesShown.Hidden ? [] : states.Select(state => state.Cell),
            ]),
        };
    }

    /// <summary>Which of the flows that it reads a state begins with, if any.</summary>
    internal Option<int> ReadAs(int cell, StatePart part) =>
        Starts.IndexOf(new StateStart(cell, part)) is var at and >= 0 ? at + 1 : Option<int>.None;

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(StatefulLayer? other) =>
        other is not null && Recurrent == other.Recurrent && Starts.Same(other.Starts) && Shown == other.Shown;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Recurrent, Starts.Hash(), Shown);
}
