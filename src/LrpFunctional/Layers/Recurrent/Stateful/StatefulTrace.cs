using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Stateful;

/// <summary>The way of a recurrent layer through a batch, from states that it read.</summary>
/// <param name="Layer">The layer that ran.</param>
/// <param name="Recurrent">What its cells did.</param>
internal sealed record StatefulTrace(StatefulLayer Layer, RecurrentTrace Recurrent) : ILayerTrace
{
    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Recurrent.Packing;

    /// <summary>h of each cell, and c of each where the layer shows it, side by side (rows × D).</summary>
    public Matrix Made =>
        Layer.Shown == StatesShown.Hidden
            ? Recurrent.Made
            : MatrixRows.SideBySide([
                Recurrent.Made,
                .. Recurrent.Directions.Select(direction =>
                    MatrixRows.Gather(direction.CellStates, direction.Order.AsSpan())
                ),
            ]);

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        new StatefulRelevance(Layer, RecurrentRelevance.Of(rules.OfLayer(number), Recurrent, Arrivals(arriving)));

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) =>
        new StatefulGradient(Layer, RecurrentGradient.Of(Recurrent, Arrivals(arriving)));

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) =>
        new StatefulGradient(
            Layer,
            RecurrentGradient.Rescaled(Recurrent, ((StatefulTrace)reference).Recurrent, Arrivals(arriving))
        );

    private ImmutableArray<StateArrival> Arrivals(Arriving arriving) =>
        StateArrival.Of(arriving.OfStrands(Layer.Strands, Packing), Recurrent.Directions.Length);
}

/// <summary>The relevance that flowed back through a recurrent layer to its sequence and its beginnings.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Recurrent">What flowed through its cells.</param>
internal sealed record StatefulRelevance(StatefulLayer Layer, RecurrentRelevance Recurrent) : ILayerRelevance
{
    /// <summary>Σ of R(h_{−1}) and R(c_{−1}) of the states that no other layer made (n × 1).</summary>
    public Option<Matrix> Leftover
    {
        get
        {
            var own =
                from at in Enumerable.Range(0, Recurrent.Directions.Length)
                from part in Enum.GetValues<StatePart>()
                where Layer.ReadAs(at, part).IsNone
                select new StateStart(at, part).Of(Recurrent.Directions[at].Steps[0].Before).RowSums();
            return own.Aggregate(Matrix.Zero(Recurrent.Trace.Packing.Lanes(0), 1), (sum, part) => sum + part);
        }
    }

    /// <summary>R of the sequence, or R(h_{−1}) or R(c_{−1}) of the layer that made it.</summary>
    public Arriving ToRead(int read) =>
        read == 0 ? Recurrent.ToRead(0) : Layer.Starts[read - 1].Sent(at => Recurrent.Directions[at].Steps[0].Before);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) => Recurrent.Accounts(lane);
}

/// <summary>The gradient that flowed back through a recurrent layer to its sequence and its beginnings.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Recurrent">What flowed through its cells.</param>
internal sealed record StatefulGradient(StatefulLayer Layer, RecurrentGradient Recurrent) : ILayerGradient
{
    /// <summary>∂s/∂x, or ∂s/∂h_{−1} or ∂s/∂c_{−1} of the layer that made it.</summary>
    public Arriving ToRead(int read) =>
        read == 0 ? Recurrent.ToRead(0) : Layer.Starts[read - 1].Sent(at => Recurrent.Directions[at].Steps[0].Before);
}
