namespace LrpFunctional.Reports.Heatmaps;

/// <summary>What of a strip's numbers is shown without colour too.</summary>
internal static class Shown
{
    // A twentieth of a full colour is hardly seen.
    private const double Least = 0.05;

    /// <summary>Whether a shade is strong enough that its sign is drawn.</summary>
    public static bool HasSign(double shade) => Math.Abs(shade) >= Least;
}
