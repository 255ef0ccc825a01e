using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// What the epsilon rule does to the elements of a pre-activation; sign(z) is +1 for z ≥ 0, −0 included, and −1 else.
/// </summary>
internal static class StabilizedQuotient
{
    /// <summary>R / (z + ε sign z); 0 where ε = 0 and z = 0, since a sum of nothing passes nothing on.</summary>
    public static Matrix Ratio(double epsilon, Matrix relevance, Matrix z) =>
        Elementwise.Map(new Division(epsilon), relevance, z);

    /// <summary>The column of Σ_j ε sign(z_ij) m_ij, and of R_ij where the divisor is exactly 0.</summary>
    public static Matrix Absorbed(double epsilon, Matrix relevance, Matrix ratio, Matrix z)
    {
        var taken = Elementwise.Map(new Offset(epsilon), z, z).Times(ratio);
        return (taken + Elementwise.Map(new Loss(epsilon), relevance, z)).RowSums();
    }

    /// <summary>ε sign z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Signed<T>(Vector512<T> epsilon, Vector512<T> z)
        where T : unmanaged =>
        Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(z, Vector512<T>.Zero), epsilon, -epsilon);

    /// <summary>R / (z + ε sign z), or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Ratio<T>(Vector512<T> epsilon, Vector512<T> relevance, Vector512<T> z)
        where T : unmanaged
    {
        var divisor = z + Signed(epsilon, z);
        return Vector512.ConditionalSelect(
            Vector512.Equals(divisor, Vector512<T>.Zero),
            Vector512<T>.Zero,
            relevance / divisor
        );
    }

    /// <summary>R / (z + ε sign z), or 0.</summary>
    public static T Ratio<T>(T epsilon, T relevance, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var divisor = z >= T.Zero ? z + epsilon : z - epsilon;
        return divisor == T.Zero ? T.Zero : relevance / divisor;
    }

    private readonly struct Division(double epsilon) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Ratio(Vector512.Create(epsilon), x, y);
    }

    private readonly struct Offset(double epsilon) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Signed(Vector512.Create(epsilon), x);
    }

    private readonly struct Loss(double epsilon) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) =>
            Vector512.ConditionalSelect(
                Vector512.Equals(y + Signed(Vector512.Create(epsilon), y), Vector512<double>.Zero),
                x,
                Vector512<double>.Zero
            );
    }
}
