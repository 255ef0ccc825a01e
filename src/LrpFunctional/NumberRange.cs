using System.Globalization;
using LanguageExt;

namespace LrpFunctional;

/// <summary>
/// The numbers that a setting may have: finite ones from the least to the most, and of these whole ones for a count.
/// </summary>
/// <param name="Kind">What is expected, in words: a number, a whole number.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
/// <param name="Remedy">What a user can do.</param>
public sealed record NumberRange(string Kind, double Least, double Most, string Remedy)
{
    /// <summary>Real numbers from the least on, or all of them.</summary>
    public static NumberRange From(double least, string remedy) =>
        new("a number", least, double.PositiveInfinity, remedy);

    /// <summary>Whole numbers from the least to the most.</summary>
    public static NumberRange Whole(int least, int most, string remedy) => new("a whole number", least, most, remedy);

    /// <summary>The range in words.</summary>
    public string Expected => string.Create(CultureInfo.InvariantCulture, $"{Kind}{Bounds} is expected");

    /// <summary>Whether a number lies in it; NaN and infinities never do.</summary>
    public bool Has(double number) => double.IsFinite(number) && number >= Least && number <= Most;

    /// <summary>The number, if it lies in the range.</summary>
    /// <param name="where">The option that says it, for messages.</param>
    /// <param name="number">The number.</param>
    public Validation<Fault, double> Check(string where, double number) =>
        Has(number) ? number : new Fault(where, Problem(number), Remedy);

    /// <summary>The number, which lies in the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public double Require(string parameter, double number) =>
        Has(number) ? number : throw new ArgumentOutOfRangeException(parameter, Problem(number));

    private string Bounds =>
        (double.IsFinite(Least), double.IsFinite(Most)) switch
        {
            (false, _) => "",
            (_, false) => string.Create(CultureInfo.InvariantCulture, $" from {Least} on"),
            _ => string.Create(CultureInfo.InvariantCulture, $" from {Least} to {Most}"),
        };

    private string Problem(double number) =>
        string.Create(CultureInfo.InvariantCulture, $"it is {number}, where {Expected}");
}
