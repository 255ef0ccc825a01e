using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Attention;

/// <summary>What the score of a query and a key is.</summary>
public abstract record Similarity
{
    private Similarity() { }

    /// <summary>The scores of each key (rows) for each query (columns), T × T, of one head of one sequence.</summary>
    internal abstract Matrix Scores(Matrix queries, Matrix keys);

    /// <summary>The derivatives by queries and keys, given those by the scores (T × T).</summary>
    internal abstract (Matrix Queries, Matrix Keys) Back(Matrix queries, Matrix keys, Matrix byScores);

    /// <summary>R of queries and keys, given that of the scores (T × T), by the epsilon rule.</summary>
    internal abstract ScoresRelevance Relevance(EpsilonRule rule, Matrix queries, Matrix keys, Matrix toScores);

    /// <summary>e = factor · q · k (Luong, Pham, Manning 2015; Vaswani et al. 2017 with 1/√d).</summary>
    public sealed record Dot(double Factor) : Similarity
    {
        internal override Matrix Scores(Matrix queries, Matrix keys) =>
            (Factor * Product.WithTransposed(keys, queries));

        internal override (Matrix Queries, Matrix Keys) Back(Matrix queries, Matrix keys, Matrix byScores)
        {
            var scaled = Factor * byScores;
            return (Product.Of(MatrixRows.Transposed(scaled), keys), Product.Of(scaled, queries));
        }

        /// <summary>Queries and keys have half each: factor q k R / (2 e + ε sign e) (Achtibat et al. 2024).</summary>
        internal override ScoresRelevance Relevance(EpsilonRule rule, Matrix queries, Matrix keys, Matrix toScores)
        {
            var doubled = 2 * Scores(queries, keys);
            var ratio = rule.Stabilizer.Ratio(toScores, doubled);
            var ofKeys = rule.Stabilizer.Absorbed(toScores, ratio, doubled);
            var ofQueries = rule.Stabilizer.Absorbed(
                MatrixRows.Transposed(toScores),
                MatrixRows.Transposed(ratio),
                MatrixRows.Transposed(doubled)
            );
            var (toQueries, toKeys) = Back(queries, keys, ratio);
            var share = rule.BiasFactor / (2 * keys.Columns);
            return new ScoresRelevance(
                MatrixRows.MultiplyAdd(queries, toQueries, share * ofQueries),
                MatrixRows.MultiplyAdd(keys, toKeys, share * ofKeys),
                (1 - rule.BiasFactor) * ofKeys
            );
        }
    }

    /// <summary>e = Σ_j u_j tanh(q_j + k_j) (Bahdanau, Cho, Bengio 2015).</summary>
    public sealed record Additive(ImmutableArray<double> Weights) : Similarity
    {
        /// <summary>Two are equal when their weights are.</summary>
        public bool Equals(Additive? other) => other is not null && Weights.SequenceEqual(other.Weights);

        /// <summary>A hash over the weights.</summary>
        public override int GetHashCode() => Weights.Aggregate(0, HashCode.Combine);

        internal override Matrix Scores(Matrix queries, Matrix keys)
        {
            var open = Elementwise.Tanh(Sums(queries, keys));
            var scores = Product.WithTransposed(open, Matrix.Of(1, Weights.Length, Weights));
            return Matrix.Of(keys.Rows, queries.Rows, [.. scores.Span]);
        }

        internal override (Matrix Queries, Matrix Keys) Back(Matrix queries, Matrix keys, Matrix byScores)
        {
            var open = Elementwise.Tanh(Sums(queries, keys));
            var each = Matrix.Of(byScores.Rows * byScores.Columns, 1, [.. byScores.Span]);
            var bySums = Product.Of(each, Matrix.Of(1, Weights.Length, Weights)).Times(Elementwise.TanhSlope(open));
            return (OfQueries(bySums, queries.Rows), OfKeys(bySums, queries.Rows));
        }

        /// <summary>Through Σ_j u_j tanh z_j, through tanh unchanged, through z = q + k.</summary>
        internal override ScoresRelevance Relevance(EpsilonRule rule, Matrix queries, Matrix keys, Matrix toScores)
        {
            Matrix OfEach(Matrix scores) => Matrix.Of(scores.Rows * scores.Columns, 1, [.. scores.Span]);
            var (ofKeys, ofQueries) = Pairs(queries, keys);
            var sums = ofKeys + ofQueries;
            var toOpen = rule.AsInProgram.Share(new WeightedSum([new(Matrix.Of(1, Weights.Length, Weights))], []))(
                [Elementwise.Tanh(sums)],
                OfEach(Scores(queries, keys)),
                OfEach(toScores)
            );
            var same = Connection.Identity(Weights.Length);
            var toBoth = rule.AsInProgram.Share(new WeightedSum([same, same], []))(
                [ofQueries, ofKeys],
                sums,
                toOpen.ToInputs[0]
            );
            return new ScoresRelevance(
                OfQueries(toBoth.ToInputs[0], queries.Rows),
                OfKeys(toBoth.ToInputs[1], queries.Rows),
                OfKeys(toOpen.ToStabilizer + toBoth.ToStabilizer, queries.Rows)
            );
        }

        // The sum over all keys for each query, and over all queries for each key.
        private static Matrix OfQueries(Matrix pairs, int queries) =>
            Summed(
                pairs,
                queries,
                query => Enumerable.Range(0, pairs.Rows / queries).Select(key => (key * queries) + query)
            );

        private static Matrix OfKeys(Matrix pairs, int queries) =>
            Summed(pairs, pairs.Rows / queries, key => Enumerable.Range(key * queries, queries));

        private static Matrix Summed(Matrix pairs, int count, Func<int, IEnumerable<int>> rows) =>
            MatrixRows.Stack(
                pairs.Columns,
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(at => MatrixRows.Total(MatrixRows.Gather(pairs, rows(at).ToImmutableArray().AsSpan()))),
                ]
            );

        private static Matrix Sums(Matrix queries, Matrix keys)
        {
            var (ofKeys, ofQueries) = Pairs(queries, keys);
            return ofKeys + ofQueries;
        }

        // k and q of each key and query, the keys one after the other.
        private static (Matrix Keys, Matrix Queries) Pairs(Matrix queries, Matrix keys)
        {
            ImmutableArray<int> ofKeys =
            [
                .. Enumerable.Range(0, keys.Rows).SelectMany(key => Enumerable.Repeat(key, queries.Rows)),
            ];
            ImmutableArray<int> ofQueries =
            [
                .. Enumerable.Range(0, keys.Rows).SelectMany(_ => Enumerable.Range(0, queries.Rows)),
            ];
            return (MatrixRows.Gather(keys, ofKeys.AsSpan()), MatrixRows.Gather(queries, ofQueries.AsSpan()));
        }
    }
}
