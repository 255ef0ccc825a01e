using System.Collections.Immutable;

namespace LrpFunctional.Pictures.Fonts;

/// <summary>The fonts of a machine, in the order in which they are tried.</summary>
public static class FontFiles
{
    // Those that the SVG names, then others of a fixed width, then sans serifs of the usual systems, then emoji in colour.
    private static readonly ImmutableArray<string> First =
    [
        "DejaVuSansMono",
        "Menlo",
        "consola",
        "LiberationMono-Regular",
        "NotoSansMono-Regular",
        "UbuntuMono-R",
        "DejaVuSans",
        "LiberationSans-Regular",
        "NotoSans-Regular",
        "Helvetica",
        "segoeui",
        "arial",
        "NotoColorEmoji",
        "Apple Color Emoji",
        "seguiemj",
    ];

    private static readonly ImmutableArray<string> Endings = [".ttf", ".otf", ".ttc", ".otc"];

    // Fonts that have a box, or nothing, for every letter there is.
    private static readonly ImmutableArray<string> Blank = ["LastResort", "AdobeBlank"];

    private static readonly ImmutableArray<string> Unusual =
    [
        "Bold",
        "Italic",
        "Oblique",
        "Light",
        "Thin",
        "Black",
        "Condensed",
        "Serif",
    ];

    /// <summary>The folders where this machine has its fonts.</summary>
    public static ImmutableArray<string> Folders { get; } =
    [
        .. new[]
        {
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fonts"),
            "/System/Library/Fonts",
            "/Library/Fonts",
            Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        }.Where(folder => folder.Length > 0),
    ];

    /// <summary>The files of fonts in some folders, the best for heatmaps first.</summary>
    public static ImmutableArray<string> In(ImmutableArray<string> folders) =>
        [
            .. folders
                .Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", Below))
                .Where(path => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                .Where(path => !Blank.Any(name => Path.GetFileName(path).Contains(name, StringComparison.Ordinal)))
                .OrderBy(Place)
                .ThenBy(path => Unusual.Count(word => path.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .ThenBy(path => path, StringComparer.Ordinal),
        ];

    private static EnumerationOptions Below { get; } =
        new()
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            MaxRecursionDepth = 8,
        };

    private static int Place(string path) =>
        First
            .Select((name, at) => (name, at))
            .Where(known =>
                known.name.Equals(Path.GetFileNameWithoutExtension(path), StringComparison.OrdinalIgnoreCase)
            )
            .Select(known => known.at)
            .DefaultIfEmpty(First.Length)
            .First();
}
