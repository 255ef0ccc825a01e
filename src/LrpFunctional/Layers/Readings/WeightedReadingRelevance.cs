using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Readings;

/// <summary>The relevance that flowed back through a reading of all steps.</summary>
/// <param name="ToStates">R of each state, in the order of the words (rows × D).</param>
/// <param name="Account">What became of what arrived.</param>
internal sealed record WeightedReadingRelevance(Matrix ToStates, Account Account) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ToStates);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) => [PlaceAccount.Of(Account)];

    /// <summary>Σ_t w_t ⊙ h_t by the epsilon rule with N = T · D, its weights being gates.</summary>
    internal static WeightedReadingRelevance ByEpsilon(EpsilonRule rule, WeightedReadingTrace done, Matrix reaching)
    {
        var (stabilizer, delta, offsets) = (rule.Stabilizer, rule.BiasFactor, done.Read.Offsets);
        var ratio = stabilizer.Ratio(reaching, done.Made);
        var absorbed = stabilizer.Absorbed(reaching, ratio, done.Made);
        var share = done.Spread(((delta / reaching.Columns) * absorbed))
            .Times(PackedSequences.InverseLengths(offsets.AsSpan(), done.Read.Lengths.AsSpan()));
        var toStates = MatrixRows.MultiplyAdd(done.Weights.Times(done.States), done.Spread(ratio), share);
        var zero = Matrix.Zero(reaching.Rows, 1);
        var passed = PackedSequences.Sums(toStates.RowSums(), offsets.AsSpan());
        return new WeightedReadingRelevance(
            toStates,
            new Account(reaching.RowSums(), passed, zero, ((1 - delta) * absorbed), zero)
        );
    }
}
