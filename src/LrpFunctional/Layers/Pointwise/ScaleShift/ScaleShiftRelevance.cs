using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Pointwise.ScaleShift;

/// <summary>The relevance that flowed back through a scale and shift: R_x = R_y.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">What arrived (rows × D).</param>
internal sealed record ScaleShiftRelevance(ScaleShiftTrace Trace, Matrix Reaching) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Reaching);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Trace.Packing))];
    }
}
