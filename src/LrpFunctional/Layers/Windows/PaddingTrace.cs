using LanguageExt;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Windows;

/// <summary>What a layer did each of whose steps is one that it reads, or zeros.</summary>
internal sealed record PaddingTrace : ILayerTrace
{
    internal PaddingTrace(ILayer layer, Unfolding unfolding, Matrix made)
    {
        Layer = layer;
        Unfolding = unfolding;
        Made = made;
    }

    /// <summary>The layer.</summary>
    public ILayer Layer { get; }

    /// <inheritdoc/>
    public Packing Packing => Unfolding.Packing;

    /// <inheritdoc/>
    public Matrix Made { get; }

    internal Unfolding Unfolding { get; }

    /// <inheritdoc/>
    public ILayerRelevance Relevance(RuleSet rules, int number, Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Gradient(Arriving arriving) => Back(arriving);

    /// <inheritdoc/>
    public ILayerGradient Rescaled(ILayerTrace reference, Arriving arriving) => Back(arriving);

    private PaddingBack Back(Arriving arriving) => new(this, arriving.OfRows(Layer.Strands, Packing));
}

/// <summary>
/// What flows back through such a layer: it passes unchanged; relevance of steps of zeros stays there, as that
/// of initial states does.
/// </summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">What arrived (rows × D).</param>
internal sealed record PaddingBack(PaddingTrace Trace, Matrix Reaching) : ILayerRelevance, ILayerGradient
{
    /// <inheritdoc/>
    public Option<Matrix> Leftover
    {
        get
        {
            var sums = Reaching.RowSums();
            var padded = Elementwise.OneLess(WindowRows.Real(Trace.Unfolding.Places.AsSpan()));
            return PackedSequences.Sums(sums.Times(padded), Trace.Packing.Offsets.AsSpan());
        }
    }

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Trace.Unfolding.Fold(Reaching));

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
