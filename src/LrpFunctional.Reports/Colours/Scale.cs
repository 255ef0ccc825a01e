using System.Globalization;
using LanguageExt;

namespace LrpFunctional.Reports.Colours;

/// <summary>Turns relevances into shades: shade = R / the largest |R| that it knows of, cut to −1 … 1.</summary>
/// <param name="Name">Its name among options.</param>
/// <param name="Largest">What a shade of 1 stands for, where it is the same for all sentences.</param>
public sealed record Scale(string Name, Option<double> Largest)
{
    /// <summary>Each sentence's strips by the largest |R| of their own, as in the reference program.</summary>
    public static Scale Sentence { get; } = new("sentence", Option<double>.None);

    /// <summary>The largest |R| of a set, known beforehand.</summary>
    public static Scale Set(double largest) => new("set", largest);

    /// <summary>A number of the user's.</summary>
    public static Scale Fixed(double largest) => new(largest.ToString(CultureInfo.InvariantCulture), largest);

    /// <summary>The shade of a relevance in a strip whose largest |R| is given; 0 where nothing is relevant.</summary>
    public double Shade(double relevance, double largestOfStrip) =>
        Largest.IfNone(largestOfStrip) is var largest && largest > 0 && double.IsFinite(relevance)
            ? Math.Clamp(relevance / largest, -1, 1)
            : 0;
}
