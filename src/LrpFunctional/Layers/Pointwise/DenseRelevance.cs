using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>The relevance that flowed back through a dense layer.</summary>
/// <param name="Trace">What the layer did.</param>
/// <param name="Reaching">R of its outputs (rows × m).</param>
/// <param name="Shares">What became of it.</param>
public sealed record DenseRelevance(DenseTrace Trace, Matrix Reaching, Shares Shares) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Shares.ToInputs[0]);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) => [PlaceAccount.Of(Account)];

    private Account Account =>
        Account.Of(Reaching.RowSums(), Shares.ToInputs[0].RowSums(), Shares).OfLanes(Trace.Packing);
}
