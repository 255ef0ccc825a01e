using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
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
    internal static WeightedReadingRelevance ByEpsilon(EpsilonRule rule, WeightedReadingTrace done, Matrix reaching) =>
        ByEpsilon(rule, done, reaching, done.Made);

    /// <summary>The same with another sum z in the place of Σ_t w_t ⊙ h_t (n × D).</summary>
    internal static WeightedReadingRelevance ByEpsilon(
        EpsilonRule rule,
        WeightedReadingTrace done,
        Matrix reaching,
        Matrix z
    )
    {
        var (stabilizer, delta, offsets) = (rule.Stabilizer, rule.BiasFactor, done.Read.Offsets);
        var ratio = stabilizer.Ratio(reaching, z);
        var absorbed = stabilizer.Absorbed(reaching, ratio, z);
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

    /// <summary>
    /// What reaches states by their scores too: R_α = Σ_d α_t h_td m_d through softmax and scorers; it stays in part on
    /// the constant term of the softmax, which is booked as a bias, and in the scorers.
    /// </summary>
    internal static WeightedReadingRelevance WithScores(RuleSet rules, WeightedReadingTrace done, Matrix reaching)
    {
        Matrix Sums(Matrix rows) => PackedSequences.Sums(rows, done.Read.Offsets.AsSpan());
        var doubled = rules.Reading.Factors * done.Made;
        var direct = ByEpsilon(rules.Time, done, reaching, doubled);
        var ratio = done.Spread(rules.Time.Stabilizer.Ratio(reaching, doubled));
        var toWeights = done.Weights.Times(done.States).Times(ratio).RowSums();
        var toScores = AttentionRule.OfScores(
            done.Scorers[^1].Outputs,
            MatrixRows.TakeColumns(done.Weights, 0, 1),
            toWeights,
            all => done.Spread(Sums(all))
        );
        var scorers = done
            .Scorers.Reverse()
            .Aggregate(
                ImmutableArray<DenseRelevance>.Empty,
                (above, scorer) =>
                    above.Add(scorer.Relevance(rules, above.IsEmpty ? toScores : above[^1].Shares.ToInputs[0]))
            );
        Matrix Stayed(Func<Shares, Matrix> part) =>
            Sums(scorers.Select(scorer => part(scorer.Shares)).Aggregate((one, other) => one + other));
        var toStates = direct.ToStates + scorers[^1].Shares.ToInputs[0];
        return new WeightedReadingRelevance(
            toStates,
            direct.Account with
            {
                Passed = Sums(toStates.RowSums()),
                Bias = Sums(toWeights - toScores) + Stayed(shares => shares.ToBias),
                Stabilizer = direct.Account.Stabilizer + Stayed(shares => shares.ToStabilizer),
            }
        );
    }
}
