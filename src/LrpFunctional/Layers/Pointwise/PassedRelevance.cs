using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>The relevance that a layer passes on as it comes: R_x = R_y.</summary>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Reaching">What arrived (rows × D).</param>
internal sealed record PassedRelevance(Packing Packing, Matrix Reaching) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Reaching);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane)
    {
        var sums = Reaching.RowSums();
        return [PlaceAccount.Of(Account.Of(sums, sums).OfLanes(Packing))];
    }
}
