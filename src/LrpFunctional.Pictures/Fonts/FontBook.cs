using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using LanguageExt;
using SkiaSharp;

namespace LrpFunctional.Pictures.Fonts;

/// <summary>The fonts that pictures are written in: each letter by the first that has it.</summary>
internal sealed class FontBook : IDisposable
{
    private readonly ImmutableArray<Lazy<ImmutableArray<Face>>> _files;
    private readonly Dictionary<string, Option<Face>> _found = new(StringComparer.Ordinal);

    /// <summary>The fonts of some files, opened when they are needed.</summary>
    public FontBook(ImmutableArray<string> files) =>
        _files = [.. files.Select(file => new Lazy<ImmutableArray<Face>>(() => Open(file)))];

    /// <summary>The letters of some texts that no font has.</summary>
    public ImmutableArray<string> Missing(IEnumerable<string> texts) =>
        [.. texts.SelectMany(Letters).Distinct(StringComparer.Ordinal).Where(letter => Of(letter).IsNone)];

    /// <summary>A text in parts of one font and one script, from left to right, drawn each by itself.</summary>
    /// <exception cref="InvalidOperationException">No font has a letter of it.</exception>
    public ImmutableArray<TextPart> Parts(string text)
    {
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        foreach (var letter in Letters(text))
        {
            var face = Of(letter).IfNone(() => throw new InvalidOperationException($"no font has {letter}"));
            var script = ScriptOf(letter);
            if (parts.Count > 0 && parts[^1] is var last && last.Face == face && last.TakesIn(script))
                parts[^1] = last.And(letter, script);
            else
                parts.Add(new TextPart(face, letter, script));
        }

        return parts.DrainToImmutable();
    }

    /// <summary>Closes those that were opened.</summary>
    public void Dispose()
    {
        foreach (var face in _files.Where(file => file.IsValueCreated).SelectMany(file => file.Value))
            face.Dispose();
    }

    private Option<Face> Of(string letter)
    {
        if (!_found.TryGetValue(letter, out var face))
        {
            face = _files.SelectMany(file => file.Value).Find(each => each.Has(letter));
            _found.Add(letter, face);
        }

        return face;
    }

    // A letter with its marks, or an emoji with what changes it, is one.
    private static IEnumerable<string> Letters(string text)
    {
        var letters = StringInfo.GetTextElementEnumerator(text);
        while (letters.MoveNext())
            yield return letters.GetTextElement();
    }

    private static Script ScriptOf(string letter) =>
        UnicodeFunctions.Default.GetScript(Rune.GetRuneAt(letter, 0).Value);

    private static ImmutableArray<Face> Open(string file) =>
        [
            .. Enumerable
                .Range(0, int.MaxValue)
                .Select(index => SKTypeface.FromFile(file, index))
                .TakeWhile(typeface => typeface is not null)
                .Select(typeface => new Face(typeface)),
        ];
}
