using System.Globalization;

namespace LrpFunctional.Reports.Colours;

/// <summary>A colour of sRGB.</summary>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>Black.</summary>
    public static Rgb Black { get; } = new(0, 0, 0);

    /// <summary>White.</summary>
    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>As pages write it: #ff1111.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>
    /// Black or white, whichever has more contrast on it: 4.58 at least (√21), whatever the colour is.
    /// </summary>
    public Rgb Ink => Contrast(Black) >= Contrast(White) ? Black : White;

    /// <summary>
    /// (L₁ + 0.05) / (L₂ + 0.05) of the lighter over the darker, 1 to 21 (Web Content Accessibility Guidelines 2).
    /// </summary>
    public double Contrast(Rgb other)
    {
        var (one, two) = (Luminance + 0.05, other.Luminance + 0.05);
        return Math.Max(one, two) / Math.Min(one, two);
    }

    /// <summary>The colour a part of the way to another; channels are cut to whole numbers.</summary>
    /// <param name="other">The other.</param>
    /// <param name="level">How far, from 0 to 255.</param>
    public Rgb Towards(Rgb other, int level)
    {
        byte Channel(byte from, byte to) => (byte)(((from * (255 - level)) + (to * level)) / 255);
        return new Rgb(Channel(Red, other.Red), Channel(Green, other.Green), Channel(Blue, other.Blue));
    }

    /// <summary>Relative luminance L, 0 to 1.</summary>
    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel) =>
        channel / 255.0 is var part && part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
}
