using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Attention;

/// <summary>What one head did with one sequence of T steps.</summary>
/// <param name="Similarity">What a query and a key have in common.</param>
/// <param name="Queries">q (T × d).</param>
/// <param name="Values">v (T × D).</param>
/// <param name="Keys">k (T × d).</param>
/// <param name="Weights">α_ts in row s and column t (T × T).</param>
/// <param name="Made">y (T × D).</param>
internal sealed record HeadTrace(
    Similarity Similarity,
    Matrix Queries,
    Matrix Values,
    Matrix Keys,
    Matrix Weights,
    Matrix Made
)
{
    internal static HeadTrace Of(Similarity similarity, Matrix queries, Matrix values, Matrix keys)
    {
        var scores = similarity.Scores(queries, keys);
        ImmutableArray<int> offsets = [.. Enumerable.Range(0, keys.Rows + 1).Select(key => key * queries.Rows)];
        var weights = Matrix.Of(
            keys.Rows,
            queries.Rows,
            [.. PackedSequences.Softmax(Matrix.Of(scores.Span.Length, 1, [.. scores.Span]), offsets.AsSpan()).Span]
        );
        return new HeadTrace(
            similarity,
            queries,
            values,
            keys,
            weights,
            Product.Of(MatrixRows.Transposed(weights), values)
        );
    }

    /// <summary>
    /// R of queries and keys, given y's divided by its sums: R_α = α_ts Σ_j v_sj m_tj through softmax and scores; and
    /// what stayed on the constant term of the softmax and on stabilizers (T × 1 each).
    /// </summary>
    /// <param name="rule">The epsilon rule of the scores.</param>
    /// <param name="ratio">m of the head (T × D).</param>
    internal (ScoresRelevance ToScores, Matrix Constant) Relevance(EpsilonRule rule, Matrix ratio)
    {
        var toWeights = Weights.Times(Product.WithTransposed(Values, ratio));
        var toScores = AttentionRule.OfScores(
            Similarity.Scores(Queries, Keys),
            Weights,
            toWeights,
            all => MatrixRows.Gather(MatrixRows.Total(all), Indices.Repeated(0, all.Rows).AsSpan())
        );
        return (
            Similarity.Relevance(rule, Queries, Keys, toScores),
            MatrixRows.Transposed(MatrixRows.Total(toWeights - toScores))
        );
    }

    /// <summary>
    /// ∂s/∂v_s = Σ_t α_ts d_t, and through the weights: ∂s/∂e_ts = α_ts (d_t · v_s − Σ_r α_tr d_t · v_r).
    /// </summary>
    internal (Matrix Queries, Matrix Values, Matrix Keys) Gradient(Matrix byMade)
    {
        var pulls = Product.WithTransposed(Values, byMade);
        var weighted = Weights.Times(pulls);
        var mean = MatrixRows.Gather(MatrixRows.Total(weighted), Indices.Repeated(0, Weights.Rows).AsSpan());
        var byScores = weighted - Weights.Times(mean);
        var (queries, keys) = Similarity.Back(Queries, Keys, byScores);
        return (queries, Product.Of(Weights, byMade), keys);
    }
}
