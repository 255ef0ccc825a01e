using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;

namespace LrpFunctional.Layers;

/// <summary>
/// The rescale rule: Δa(z) / Δz, and a'((z + z_ref) / 2) where Δz is next to nothing (Shrikumar, Greenside and Kundaje
/// 2017, section 3.5.2).
/// </summary>
internal static class Rescale
{
    // Where the rounding of the quotient and the curvature left out of the slope are equally small.
    private const double LeastOfCurve = 1e-5;

    // A kink in between is worth the whole slope, so straight lines keep the quotient for longer.
    private const double LeastOfLine = 1e-10;

    /// <summary>Δa(z) / Δz of an activation.</summary>
    public static Matrix Of(ActivationCurve curve, Pair z)
    {
        var small = Elementwise.Below(curve.HasKink ? LeastOfLine : LeastOfCurve, z.Difference);

        // The 1 keeps what is not used finite.
        var quotient = z.Map(curve.Of).Difference.Over(z.Difference + small);
        return Elementwise.OneLess(small).Times(quotient) + small.Times(curve.Slope(z.Mean, curve.Of(z.Mean)));
    }
}
