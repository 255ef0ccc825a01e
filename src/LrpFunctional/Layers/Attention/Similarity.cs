using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers.Attention;

/// <summary>What the score of a query and a key is.</summary>
public abstract record Similarity
{
    private Similarity() { }

    /// <summary>The scores of each key (rows) for each query (columns), T × T, of one head of one sequence.</summary>
    internal abstract Matrix Scores(Matrix queries, Matrix keys);

    /// <summary>The derivatives by queries and keys, given those by the scores (T × T).</summary>
    internal abstract (Matrix Queries, Matrix Keys) Back(Matrix queries, Matrix keys, Matrix byScores);

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
            Matrix Summed(int count, Func<int, IEnumerable<int>> rows) =>
                MatrixRows.Stack(
                    bySums.Columns,
                    [
                        .. Enumerable
                            .Range(0, count)
                            .Select(at =>
                                MatrixRows.Total(MatrixRows.Gather(bySums, rows(at).ToImmutableArray().AsSpan()))
                            ),
                    ]
                );
            return (
                Summed(
                    queries.Rows,
                    query => Enumerable.Range(0, keys.Rows).Select(key => (key * queries.Rows) + query)
                ),
                Summed(keys.Rows, key => Enumerable.Range(key * queries.Rows, queries.Rows))
            );
        }

        // q + k of each key and query, the keys one after the other.
        private static Matrix Sums(Matrix queries, Matrix keys)
        {
            ImmutableArray<int> ofKeys =
            [
                .. Enumerable.Range(0, keys.Rows).SelectMany(key => Enumerable.Repeat(key, queries.Rows)),
            ];
            ImmutableArray<int> ofQueries =
            [
                .. Enumerable.Range(0, keys.Rows).SelectMany(_ => Enumerable.Range(0, queries.Rows)),
            ];
            return (MatrixRows.Gather(keys, ofKeys.AsSpan()) + MatrixRows.Gather(queries, ofQueries.AsSpan()));
        }
    }
}
