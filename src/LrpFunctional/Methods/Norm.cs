using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Methods;

/// <summary>How large a word's vector is (rows × 1), made of the size of each of its numbers (rows × e).</summary>
public sealed record Norm
{
    private readonly Func<Matrix, Matrix> _ofSizes;

    private Norm(string name, Func<Matrix, Matrix> ofFeatures, Func<Matrix, Matrix> ofSizes)
    {
        Name = name;
        OfFeatures = ofFeatures;
        _ofSizes = ofSizes;
    }

    /// <summary>Σ_k v_k²; of a number v_k².</summary>
    public static Norm Squared { get; } =
        new("squared", vectors => vectors.Times(vectors), squares => squares.RowSums());

    /// <summary>Σ_k |v_k|; of a number |v_k|.</summary>
    public static Norm L1 { get; } = new("l1", Elementwise.Magnitude, sizes => sizes.RowSums());

    /// <summary>√ Σ_k v_k²; of a number |v_k|, which do not add up to it.</summary>
    public static Norm L2 { get; } =
        new("l2", Elementwise.Magnitude, sizes => sizes.Times(sizes).RowSums().Map(Math.Sqrt));

    /// <summary>max_k |v_k|; of a number |v_k|, which do not add up to it.</summary>
    public static Norm Max { get; } = new("max", Elementwise.Magnitude, MatrixRows.Maxima);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Norm> Offered { get; } = [Squared, L1, L2, Max];

    /// <summary>Its name in options and methods.</summary>
    public string Name { get; }

    /// <summary>The size of each number (rows × e).</summary>
    public Func<Matrix, Matrix> OfFeatures { get; }

    /// <summary>The size of each row (rows × 1).</summary>
    public Matrix OfWords(Matrix vectors) => _ofSizes(OfFeatures(vectors));
}
