using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>What pooling did.</summary>
internal sealed record PoolingTrace : ILayerTrace
{
    internal PoolingTrace(PoolingLayer layer, Unfolding unfolding, Matrix states, Matrix weights, Matrix sums)
    {
        Layer = layer;
        Unfolding = unfolding;
        States = states;
        Weights = weights;
        Sums = sums;
        Made = layer.Makes.ToRows(sums);
    }

    /// <summary>The layer.</summary>
    public PoolingLayer Layer { get; }

    ILayer ILayerTrace.Layer => Layer;

    /// <inheritdoc/>
    public Packing Packing => Unfolding.Packing;

    /// <summary>x at the places of each window (Q · k × C).</summary>
    public Matrix States { get; }

    /// <summary>w there: 1/n for the average, 1 or 0 for the maximum (Q · k × C).</summary>
    public Matrix Weights { get; }

    /// <summary>Σ_p w_p ⊙ x_p of each window (Q × C).</summary>
    public Matrix Sums { get; }

    /// <inheritdoc/>
    public Matrix Made { get; }

    internal Unfolding Unfolding { get; }

    /// <summary>
    /// Of the maximum all to the place that it is; of the average by the epsilon rule of sums over time, N being the
    /// number of places that are not padded.
    /// </summary>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) =>
        PoolingRelevance.Of(rules.Time, this, Arrived(arriving));

    /// <summary>∂s/∂x: each place has Σ_q w_q ⊙ ∂s/∂y_q of all its windows.</summary>
    public ILayerGradient Gradient(Arriving arriving) =>
        new WindowsGradient(ToRows(Weights.Times(Unfolding.Spread(Arrived(arriving)))));

    /// <summary>Multipliers pass a line, as an average is one, as derivatives do.</summary>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Gradient(arriving);

    /// <summary>A row for each step that was read, of what lies at the places of windows.</summary>
    internal Matrix ToRows(Matrix ofPlaces) => Layer.Reads.ToRows(Unfolding.Fold(ofPlaces));

    private Matrix Arrived(Arriving arriving) => Layer.Makes.ToPlaces(arriving.OfRows(Layer.Strands, Packing));
}
