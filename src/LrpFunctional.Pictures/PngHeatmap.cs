using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using LrpFunctional.Pictures.Fonts;
using LrpFunctional.Reports.Heatmaps;
using LrpFunctional.Reports.Svg;
using SkiaSharp;

namespace LrpFunctional.Pictures;

/// <summary>Heatmaps as PNG: the picture that <see cref="SvgHeatmap"/> describes, in the fonts of the machine.</summary>
public static class PngHeatmap
{
    /// <summary>The most dots that a side has: more than programs that show pictures take.</summary>
    public const int MostOfSide = 32_767;

    // 400 MB while it is drawn.
    private const long MostDots = 100_000_000;
    private const string Where = "PNG";

    /// <summary>That words can be drawn on this machine; to be asked before much is computed.</summary>
    /// <param name="folders">Where the fonts are.</param>
    /// <exception cref="FaultException">No font has Latin letters, or Skia's native library does not load.</exception>
    public static void Check(ImmutableArray<string> folders)
    {
        try
        {
            using var fonts = new FontBook(FontFiles.In(folders));
            if (!fonts.Missing(["Aa0"]).IsEmpty)
                throw new FaultException(
                    new Fault(
                        Where,
                        $"no font with Latin letters is in {string.Join(", ", folders)}, and a picture needs one",
                        "install one, on Debian by apt-get install fonts-dejavu-core, or write .svg"
                    )
                );
        }
        catch (Exception exception)
            when (exception is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new FaultException(
                new Fault(
                    Where,
                    $"Skia's native library does not load: {exception.GetBaseException().Message}",
                    "build on the machine where it runs, or write .svg"
                )
            );
        }
    }

    /// <summary>The bytes of the picture.</summary>
    /// <param name="set">What is drawn.</param>
    /// <param name="dots">How many dots there are for each point of the SVG: 1 or 2 for most screens.</param>
    /// <param name="folders">Where the fonts are.</param>
    /// <exception cref="FaultException">It would be too large, or no font has a letter of it.</exception>
    public static byte[] Of(HeatmapSet set, double dots, ImmutableArray<string> folders)
    {
        var svg = XElement.Parse(SvgHeatmap.Of(set), LoadOptions.PreserveWhitespace);
        var (width, height) = (Side(svg, "width", dots), Side(svg, "height", dots));
        if (Math.Max(width, height) > MostOfSide || width * height > MostDots)
            throw new FaultException(
                new Fault(
                    Where,
                    string.Create(CultureInfo.InvariantCulture, $"it would be {width:N0} × {height:N0} dots large")
                        + string.Create(
                            CultureInfo.InvariantCulture,
                            $", where {MostOfSide:N0} of a side and {MostDots:N0} in all are the most"
                        ),
                    "draw fewer sentences, use smaller --dots, or write .html or .svg"
                )
            );
        using var fonts = new FontBook(FontFiles.In(folders));
        Require(fonts, svg);
        using var surface = SKSurface.Create(new SKImageInfo((int)width, (int)height, SKColorType.Rgba8888));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)dots);
        new SvgPainter(surface.Canvas, fonts).DrawAllOf(svg);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // A picture without some of its words would say something else.
    private static void Require(FontBook fonts, XElement svg)
    {
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text");
        var missing = fonts.Missing(texts.Select(text => text.Value));
        if (missing.IsEmpty)
            return;
        var named = missing
            .Take(10)
            .Select(letter => $"{letter} ({string.Join(' ', letter.EnumerateRunes().Select(Code))})");
        throw new FaultException(
            new Fault(
                Where,
                $"no font of this machine has {string.Join(", ", named)}{(missing.Length > 10 ? ", …" : "")}",
                "install one that does, on Debian fonts-noto-core, fonts-noto-cjk or fonts-noto-color-emoji, or write .svg"
            )
        );
    }

    private static string Code(System.Text.Rune rune) =>
        string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");

    private static long Side(XElement svg, string name, double dots) =>
        (long)Math.Ceiling(double.Parse(svg.Attribute(name)!.Value, CultureInfo.InvariantCulture) * dots);
}
