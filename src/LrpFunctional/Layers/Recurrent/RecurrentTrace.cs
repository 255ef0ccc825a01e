using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>A recurrent layer's way through a batch.</summary>
/// <param name="Layer">The layer that ran.</param>
/// <param name="Read">What it read at each packed row, in the order of the words (rows × e).</param>
/// <param name="Directions">One trace for each cell.</param>
public sealed record RecurrentTrace(RecurrentLayer Layer, Matrix Read, ImmutableArray<DirectionTrace> Directions)
    : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Directions[0].Packing;

    /// <inheritdoc/>
    public Matrix Made =>
        MatrixRows.SideBySide([
            .. Directions.Select(direction => MatrixRows.Gather(direction.Hidden, direction.Order.AsSpan())),
        ]);

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        RecurrentRelevance.Of(rules.OfLayer(number), this, Arrivals(arriving));

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => RecurrentGradient.Of(this, Arrivals(arriving));

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        RecurrentGradient.Rescaled(this, (RecurrentTrace)reference, Arrivals(arriving));

    /// <summary>The trace of a run that wrote down the gates.</summary>
    internal static RecurrentTrace Of(RecurrentRun<double> run, Matrix read) =>
        new(
            run.Layer,
            read,
            [
                .. run.Layer.Cells.Zip(
                    run.Directions,
                    (cell, direction) => DirectionTrace.Of((IKernelCell)cell.Cell, run.Packing, direction)
                ),
            ]
        );

    /// <summary>The trace of cells that go by their steps, from the states that are their own.</summary>
    internal static RecurrentTrace Of(RecurrentLayer layer, Packing packing, Matrix read) =>
        Of(layer, packing, read, [.. layer.Cells.Select(directed => DirectionTrace.Start(directed.Cell, packing))]);

    /// <summary>The trace of cells that go by their steps, each from a state that is given.</summary>
    internal static RecurrentTrace Of(
        RecurrentLayer layer,
        Packing packing,
        Matrix read,
        ImmutableArray<CellState> initial
    ) =>
        new(
            layer,
            read,
            [
                .. layer.Cells.Zip(
                    initial,
                    (directed, state) =>
                        DirectionTrace.Of(directed.Cell, packing, packing.Order(directed.Direction), read, state)
                ),
            ]
        );

    private ImmutableArray<StateArrival> Arrivals(Arriving arriving) =>
        StateArrival.Of(arriving.OfStrands(Layer.Strands, Packing), Directions.Length);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(RecurrentTrace? other) =>
        other is not null && Layer == other.Layer && Read == other.Read && Directions.Same(other.Directions);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Layer, Read, Directions.Hash());
}
