using System.Globalization;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace LrpFunctional.Pictures.Fonts;

/// <summary>An open font, and what sets its letters: ligatures, marks on letters, and writing from the right.</summary>
internal sealed class Face(SKTypeface typeface) : IDisposable
{
    private readonly SKFont _letters = new(typeface);
    private readonly Lazy<SKShaper> _shaper = new(() => new SKShaper(typeface));

    /// <summary>The font itself.</summary>
    public SKTypeface Typeface => typeface;

    /// <summary>What sets its letters.</summary>
    public SKShaper Shaper => _shaper.Value;

    /// <summary>Whether it draws a letter with all that belongs to it; joiners and selectors are not drawn.</summary>
    public bool Has(string letter) =>
        letter.EnumerateRunes().All(rune => IsUnseen(rune.Value) || _letters.ContainsGlyph(rune.Value));

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        if (_shaper.IsValueCreated)
            _shaper.Value.Dispose();
        _letters.Dispose();
        typeface.Dispose();
    }

    // Selectors of variants are marks without width; joiners are formats.
    private static bool IsUnseen(int rune) =>
        rune is (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef)
        || CharUnicodeInfo.GetUnicodeCategory(rune) == UnicodeCategory.Format;
}
