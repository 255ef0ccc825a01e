using System.Collections.Immutable;

namespace LrpFunctional.Reports.Colours;

/// <summary>The colours of shades: from against, at −1, over zero to for, at 1.</summary>
/// <param name="Name">Its name among options.</param>
/// <param name="For">The colour of 1.</param>
/// <param name="Against">The colour of −1.</param>
/// <param name="Zero">The colour of 0.</param>
/// <param name="ForName">What people call the colour of 1.</param>
/// <param name="AgainstName">What people call the colour of −1.</param>
public sealed record Palette(string Name, Rgb For, Rgb Against, Rgb Zero, string ForName, string AgainstName)
{
    /// <summary>Red for, blue against, white zero, as in the figures of the reference program.</summary>
    public static Palette RedBlue { get; } = new("red-blue", new(255, 0, 0), new(0, 0, 255), Rgb.White, "red", "blue");

    /// <summary>Orange for, blue against: told apart without red or green (Okabe and Ito 2008).</summary>
    public static Palette OrangeBlue { get; } =
        new("orange-blue", new(230, 159, 0), new(0, 114, 178), Rgb.White, "orange", "blue");

    /// <summary>Those that there are.</summary>
    public static ImmutableArray<Palette> Offered { get; } = [RedBlue, OrangeBlue];

    /// <summary>How many levels there are on either side of zero.</summary>
    public const int Levels = 255;

    /// <summary>The level, −255 to 255, of a shade from −1 to 1.</summary>
    public static int Level(double shade) => Math.Sign(shade) * (Levels - (int)(Levels * (1 - Math.Abs(shade))));

    /// <summary>The colour of a level.</summary>
    public Rgb At(int level) => Zero.Towards(level < 0 ? Against : For, Math.Abs(level));

    /// <summary>The colour of a shade from −1 to 1.</summary>
    public Rgb Of(double shade) => At(Level(shade));

    /// <summary>The same for a dark ground.</summary>
    public Palette Dark =>
        this with
        {
            Zero = new Rgb(24, 24, 27),
            For = For.Towards(Rgb.White, 64),
            Against = Against.Towards(Rgb.White, 90),
        };
}
