using System.Globalization;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>Numbers for people: three digits that count.</summary>
internal static class Numbers
{
    private const string Minus = "\u2212";

    /// <summary>A number: 1.81, −0.102, 12.</summary>
    public static string Plain(double number) =>
        number.ToString("G3", CultureInfo.InvariantCulture).Replace("-", Minus, StringComparison.Ordinal);

    /// <summary>A number with its sign, which zero has none of: +1.81, −0.102.</summary>
    public static string Signed(double number) => (number > 0 ? "+" : "") + Plain(number);

    /// <summary>A number with its sign in two digits that count, for narrow places: +1.8, −0.1.</summary>
    public static string Short(double number) =>
        (number > 0 ? "+" : "")
        + number.ToString("G2", CultureInfo.InvariantCulture).Replace("-", Minus, StringComparison.Ordinal);

    /// <summary>A share in per cent: 93 %.</summary>
    public static string Percent(double share) => share.ToString("0.# %", CultureInfo.InvariantCulture);
}
