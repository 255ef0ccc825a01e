using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using LrpFunctional.Pictures.Fonts;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace LrpFunctional.Pictures;

/// <summary>
/// Draws the pictures of LrpFunctional.Reports: of SVG the elements rect, text, path of straight lines, polyline and g
/// that these consist of.
/// </summary>
internal sealed class SvgPainter(SKCanvas canvas, FontBook fonts)
{
    /// <summary>Draws what lies in an element.</summary>
    /// <exception cref="NotSupportedException">Something in it is none of these elements.</exception>
    public void DrawAllOf(XElement parent)
    {
        foreach (var element in parent.Elements())
            Draw(element);
    }

    private void Draw(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "title":
                break;
            case "g":
                Group(element);
                break;
            case "rect":
                Box(element);
                break;
            case "text":
                Text(element);
                break;
            case "path":
                Stroke(element, Line(element));
                break;
            case "polyline":
                Stroke(element, Corners(element));
                break;
            default:
                throw new NotSupportedException($"<{element.Name.LocalName}> is not drawn");
        }
    }

    private void Group(XElement element)
    {
        using var restored = new SKAutoCanvasRestore(canvas);
        if (Numbers(element, "transform") is [var x, var y])
            canvas.Translate(x, y);
        DrawAllOf(element);
    }

    private void Box(XElement element)
    {
        using var paint = new SKPaint { Color = Colour(element, "fill"), IsAntialias = true };
        var box = SKRect.Create(
            Number(element, "x"),
            Number(element, "y"),
            Number(element, "width"),
            Number(element, "height")
        );
        canvas.DrawRoundRect(box, Number(element, "rx"), Number(element, "rx"), paint);
    }

    private void Stroke(XElement element, SKPoint[] points)
    {
        if (points.Length < 2)
            return;
        using var dashes = Numbers(element, "stroke-dasharray") is { Length: > 0 } lengths
            ? SKPathEffect.CreateDash([.. lengths], 0)
            : null;
        var opacity = element.Attribute("stroke-opacity") is null ? 1 : Number(element, "stroke-opacity");
        using var paint = new SKPaint
        {
            Color = Colour(element, "stroke").WithAlpha((byte)Math.Round(255 * opacity)),
            IsStroke = true,
            StrokeWidth = 1,
            IsAntialias = true,
            PathEffect = dashes,
        };
        using var path = new SKPathBuilder();
        path.AddPoly(points, close: false);
        using var drawn = path.Detach();
        canvas.DrawPath(drawn, paint);
    }

    // A text that says its width is set to it, as browsers do by spacingAndGlyphs.
    private void Text(XElement element)
    {
        var parts = fonts.Parts(element.Value);
        using var paint = new SKPaint { Color = Colour(element, "fill"), IsAntialias = true };
        var set = parts.Select(part => Set(part, element)).ToImmutableArray();
        var natural = set.Sum(part => part.Width);
        var width = element.Attribute("textLength") is null ? natural : Number(element, "textLength");
        var anchored = element.Attribute("text-anchor")?.Value switch
        {
            "end" => width,
            "middle" => width / 2,
            _ => 0,
        };
        using var restored = new SKAutoCanvasRestore(canvas);
        canvas.Translate(Number(element, "x") - anchored, Number(element, "y"));
        canvas.Scale(natural > 0 ? width / natural : 1, 1);
        foreach (var (part, font, partWidth) in set)
        {
            canvas.DrawShapedText(part.Face.Shaper, part.Text, 0, 0, SKTextAlign.Left, font, paint);
            canvas.Translate(partWidth, 0);
            font.Dispose();
        }
    }

    private static (TextPart Part, SKFont Font, float Width) Set(TextPart part, XElement element)
    {
        var font = new SKFont(part.Face.Typeface, Number(element, "font-size"))
        {
            Edging = SKFontEdging.Antialias,
            Hinting = SKFontHinting.None,
            Subpixel = true,
            Embolden = element.Attribute("font-weight") is not null,
        };
        return (part, font, part.Face.Shaper.Shape(part.Text, font).Width);
    }

    // M x y, and a line to the right: h by a length, H to a place.
    private static SKPoint[] Line(XElement element)
    {
        var path = element.Attribute("d")?.Value ?? "";
        return Numbers(element, "d") switch
        {
            [var x, var y, var length] when path.Contains('h', StringComparison.Ordinal) =>
            [
                new(x, y),
                new(x + length, y),
            ],
            [var x, var y, var right] when path.Contains('H', StringComparison.Ordinal) => [new(x, y), new(right, y)],
            _ => throw new NotSupportedException($"a path {path} is not drawn"),
        };
    }

    private static SKPoint[] Corners(XElement element) =>
        [.. Numbers(element, "points").Chunk(2).Select(pair => new SKPoint(pair[0], pair[1]))];

    private static float Number(XElement element, string name) => Numbers(element, name) is [var number] ? number : 0;

    private static float[] Numbers(XElement element, string name) =>
        [
            .. (element.Attribute(name)?.Value ?? "")
                .Split([' ', ',', '(', ')', 'M', 'h', 'H', 't'], StringSplitOptions.RemoveEmptyEntries)
                .Where(part => !char.IsAsciiLetter(part[0]))
                .Select(part => float.Parse(part, CultureInfo.InvariantCulture)),
        ];

    private static SKColor Colour(XElement element, string name) =>
        element.Attribute(name)?.Value is { } colour ? SKColor.Parse(colour) : SKColors.Black;
}
