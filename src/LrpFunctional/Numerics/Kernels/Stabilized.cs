using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LrpFunctional.Numerics.Kernels;

/// <summary>What the epsilon rule does to the elements of a pre-activation; sign(z) is +1 for z ≥ 0, −0 included, and −1 else.</summary>
internal static class Stabilized
{
    /// <summary>R / (z + ε sign z); 0 where ε = 0 and z = 0, since a sum of nothing passes nothing on.</summary>
    public static Matrix Ratio(double epsilon, Matrix relevance, Matrix z) => Elementwise.Map(new Division(epsilon), relevance, z);

    /// <summary>The column of Σ_j (b_j + ε sign z_ij) m_ij; an empty b counts as zeros.</summary>
    public static Matrix Absorbed(double epsilon, Matrix ratio, Matrix z, ReadOnlySpan<double> bias)
    {
        var offsets = Elementwise.Map(new Offset(epsilon), z, z);
        var absorbers = bias.IsEmpty ? offsets : Rows.AddToEach(offsets, bias);
        return Rows.Sums(Elementwise.Multiply(absorbers, ratio));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Signed(double epsilon, Vector512<double> z) =>
        Vector512.ConditionalSelect(
            Vector512.GreaterThanOrEqual(z, Vector512<double>.Zero), Vector512.Create(epsilon), Vector512.Create(-epsilon));

    private readonly struct Division(double epsilon) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y)
        {
            var divisor = y + Signed(epsilon, y);
            return Vector512.ConditionalSelect(Vector512.Equals(divisor, Vector512<double>.Zero), Vector512<double>.Zero, x / divisor);
        }
    }

    private readonly struct Offset(double epsilon) : IElementOperation
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Apply(Vector512<double> x, Vector512<double> y) => Signed(epsilon, x);
    }
}
