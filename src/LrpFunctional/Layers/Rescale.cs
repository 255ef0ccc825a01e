using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Recurrent;
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

    /// <summary>For an activation.</summary>
    public static Matrix Of(ActivationCurve curve, Pair z) =>
        Of(z, curve.Of, curve.Slope, curve.HasKink ? LeastOfLine : LeastOfCurve);

    /// <summary>For tanh.</summary>
    public static Matrix Tanh(Pair z) => Of(ActivationCurve.Tanh, z);

    /// <summary>For the gates of a cell.</summary>
    public static Matrix Gate(ICell cell, Pair z)
    {
        var line = HardSigmoid.LineOf(cell.Gate);
        return Of(
            z,
            sums => Elementwise.Gate(line, sums),
            (_, gate) => Elementwise.GateSlope(line, gate),
            line is null ? LeastOfCurve : LeastOfLine
        );
    }

    private static Matrix Of(Pair z, Func<Matrix, Matrix> function, Func<Matrix, Matrix, Matrix> slope, double least)
    {
        var small = Elementwise.Below(least, z.Difference);

        // The 1 keeps what is not used finite.
        var quotient = z.Map(function).Difference.Over(z.Difference + small);
        return Elementwise.OneLess(small).Times(quotient) + small.Times(slope(z.Mean, function(z.Mean)));
    }
}
