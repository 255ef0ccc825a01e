using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise;

/// <summary>The relevance that flowed back through a normalisation, as through the sum that it is.</summary>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Reaching">R of what it made (rows × D).</param>
/// <param name="Shares">What became of it.</param>
internal sealed record NormalisationRelevance(Packing Packing, Matrix Reaching, Shares Shares) : ILayerRelevance
{
    /// <summary>By the rule; the identity rule needs no sum.</summary>
    /// <param name="rule">The rule of normalisations.</param>
    /// <param name="sum">What it is where deviations are taken as they are.</param>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="inputs">What the sum reads (rows × D).</param>
    /// <param name="made">What it made (rows × D).</param>
    /// <param name="reaching">R of that (rows × D).</param>
    public static ILayerRelevance Of(
        LinearRule rule,
        Func<WeightedSum> sum,
        Packing packing,
        Matrix inputs,
        Matrix made,
        Matrix reaching
    ) =>
        rule == IdentityRule.Value
            ? new PassedRelevance(packing, reaching)
            : new NormalisationRelevance(packing, reaching, rule.Share(sum())([inputs], made, reaching));

    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(Shares.ToInputs[0]);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) =>
        [PlaceAccount.Of(Account.Of(Reaching.RowSums(), Shares.ToInputs[0].RowSums(), Shares).OfLanes(Packing))];
}
