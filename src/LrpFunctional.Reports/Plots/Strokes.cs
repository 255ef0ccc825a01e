using System.Collections.Immutable;

namespace LrpFunctional.Reports.Plots;

/// <summary>How curves are told apart: by colours that colour-blind readers tell apart, and by their dashes.</summary>
internal static class Strokes
{
    private const string OfChance = "random";
    private const string Grey = "#6b7280";

    private static readonly ImmutableArray<string> Colours =
    [
        "#d55e00",
        "#0072b2",
        "#009e73",
        "#cc79a7",
        "#a47b00",
        "#56b4e9",
        "#6a3d9a",
        "#1b1b1f",
    ];

    private static readonly ImmutableArray<string> Dashes = ["", "7 3", "2 2", "8 2 2 2"];

    /// <summary>The colour of the curve at a place; chance is grey wherever it stands.</summary>
    public static string Colour(string name, int at) => name == OfChance ? Grey : Colours[at % Colours.Length];

    /// <summary>Its dashes.</summary>
    public static string Dash(string name, int at) => name == OfChance ? "1 3" : Dashes[at % Dashes.Length];
}
