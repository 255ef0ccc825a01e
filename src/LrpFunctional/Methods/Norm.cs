using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Methods;

/// <summary>
/// How large a word's vector is (rows × 1), made of the size of each of its numbers (rows × e); or their sum, with its
/// sign.
/// </summary>
public sealed record Norm
{
    private readonly Func<Matrix, Matrix> _ofSizes;

    private Norm(
        string name,
        Func<Matrix, Matrix> ofFeatures,
        Func<Matrix, Matrix> ofSizes,
        Func<Matrix, Matrix> slopes
    )
    {
        Name = name;
        OfFeatures = ofFeatures;
        _ofSizes = ofSizes;
        Slopes = slopes;
    }

    /// <summary>Σ_k v_k²; of a number v_k².</summary>
    public static Norm Squared { get; } =
        new("squared", vectors => vectors.Times(vectors), squares => squares.RowSums(), vectors => 2 * vectors);

    /// <summary>Σ_k |v_k|; of a number |v_k|.</summary>
    public static Norm L1 { get; } = new("l1", Elementwise.Magnitude, sizes => sizes.RowSums(), Signs);

    /// <summary>√ Σ_k v_k²; of a number |v_k|, which do not add up to it.</summary>
    public static Norm L2 { get; } =
        new(
            "l2",
            Elementwise.Magnitude,
            Lengths,
            vectors =>
                vectors.Times(Lengths(vectors).Map(length => length > 0 ? 1 / length : 0).Repeat(vectors.Columns))
        );

    /// <summary>max_k |v_k|; of a number |v_k|, which do not add up to it.</summary>
    public static Norm Max { get; } =
        new("max", Elementwise.Magnitude, MatrixRows.Maxima, vectors => Signs(vectors).Times(Highest(vectors)));

    /// <summary>Σ_k v_k, with its sign, which is no norm; of a number v_k.</summary>
    public static Norm Sum { get; } =
        new(
            "sum",
            vectors => vectors,
            numbers => numbers.RowSums(),
            vectors => Matrix.Constant(vectors.Rows, vectors.Columns, 1)
        )
        {
            IsSigned = true,
        };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Norm> Offered { get; } = [Squared, L1, L2, Max, Sum];

    /// <summary>Whether it keeps the sign.</summary>
    public bool IsSigned { get; private init; }

    /// <summary>Its name in options and methods.</summary>
    public string Name { get; }

    /// <summary>The size of each number (rows × e).</summary>
    public Func<Matrix, Matrix> OfFeatures { get; }

    /// <summary>∂‖v‖/∂v of each row (rows × e), 0 at a kink.</summary>
    internal Func<Matrix, Matrix> Slopes { get; }

    /// <summary>The size of each row (rows × 1).</summary>
    public Matrix OfWords(Matrix vectors) => _ofSizes(OfFeatures(vectors));

    private static Matrix Lengths(Matrix vectors) => vectors.Times(vectors).RowSums().Map(Math.Sqrt);

    private static Matrix Signs(Matrix vectors) =>
        vectors.Map(number =>
            number switch
            {
                > 0 => 1,
                < 0 => -1,
                _ => 0,
            }
        );

    // 1 at the first of the largest numbers of each row, 0 elsewhere.
    private static Matrix Highest(Matrix vectors)
    {
        IEnumerable<double> OfRow(int row)
        {
            var sizes = vectors.Row(row).ToArray().Select(Math.Abs).ToArray();
            var highest = Array.IndexOf(sizes, sizes.Max());
            return sizes.Select((_, at) => at == highest ? 1.0 : 0);
        }

        return Matrix.Of(vectors.Rows, vectors.Columns, [.. Enumerable.Range(0, vectors.Rows).SelectMany(OfRow)]);
    }
}
