using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Windows;

/// <summary>The relevance that flowed back through pooling.</summary>
/// <param name="ToInputs">R of each packed row that was read (rows × D).</param>
/// <param name="Account">What became of what arrived.</param>
internal sealed record PoolingRelevance(Matrix ToInputs, Account Account) : ILayerRelevance
{
    /// <inheritdoc/>
    public Arriving ToRead(int read) => new Arriving.AtEach(ToInputs);

    /// <inheritdoc/>
    public IEnumerable<PlaceAccount> Accounts(int lane) => [PlaceAccount.Of(Account)];

    internal static PoolingRelevance Of(EpsilonRule rule, PoolingTrace done, Matrix reaching)
    {
        var (toPlaces, stabilizer) =
            done.Layer.Pooling == Pooling.Max
                ? (done.Weights.Times(done.Unfolding.Spread(reaching)), Matrix.Zero(reaching.Rows, 1))
                : ByEpsilon(rule, done, reaching);
        var account = new Account(
            reaching.RowSums(),
            done.Unfolding.Sums(toPlaces.RowSums()),
            Matrix.Zero(reaching.Rows, 1),
            stabilizer,
            Matrix.Zero(reaching.Rows, 1)
        )
            .Map(ofWindows => WindowRows.Sums(ofWindows, done.Layer.Makes.Places))
            .OfLanes(done.Packing);
        return new PoolingRelevance(done.ToRows(toPlaces), account);
    }

    // R_p = (w_p x_p + δ ε sign z / n) / (z + ε sign z) · R, channel by channel, and what stayed on the stabilizer.
    private static (Matrix ToPlaces, Matrix Stabilizer) ByEpsilon(EpsilonRule rule, PoolingTrace done, Matrix reaching)
    {
        Matrix Column(Matrix numbers) => numbers.InRows(numbers.Rows * numbers.Columns, 1);
        var unfolding = done.Unfolding;
        var ratio = rule.Stabilizer.Ratio(reaching, done.Sums);
        var absorbed = rule
            .Stabilizer.Absorbed(Column(reaching), Column(ratio), Column(done.Sums))
            .InRows(reaching.Rows, reaching.Columns);
        var real = WindowRows.Real(unfolding.Places.AsSpan());
        var parts = real.Over(unfolding.Spread(unfolding.Sums(real))).Repeat(reaching.Columns);
        var toPlaces = Elementwise.AddScaled(
            done.Weights.Times(done.States).Times(unfolding.Spread(ratio)),
            rule.BiasFactor,
            parts.Times(unfolding.Spread(absorbed))
        );
        return (toPlaces, (1 - rule.BiasFactor) * absorbed.RowSums());
    }
}
