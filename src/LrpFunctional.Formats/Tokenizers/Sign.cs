using System.Collections.Immutable;
using System.Text;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>A character of a text, and from where to where in the original it comes.</summary>
/// <param name="Rune">The character.</param>
/// <param name="First">The first UTF-16 unit of the original that it comes from.</param>
/// <param name="End">The unit behind the last.</param>
internal readonly record struct Sign(Rune Rune, int First, int End)
{
    /// <summary>The characters of a text.</summary>
    public static ImmutableArray<Sign> Of(string text)
    {
        var signs = ImmutableArray.CreateBuilder<Sign>(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            signs.Add(new Sign(rune, at, at + rune.Utf16SequenceLength));
            at += rune.Utf16SequenceLength;
        }

        return signs.ToImmutable();
    }

    /// <summary>The text that they make.</summary>
    public static string Text(ReadOnlySpan<Sign> signs)
    {
        var text = new StringBuilder(signs.Length);
        foreach (var sign in signs)
            text.Append(sign.Rune);
        return text.ToString();
    }

    /// <summary>Characters that stand where this one begins, and come from nothing.</summary>
    public IEnumerable<Sign> Before(string added)
    {
        var first = First;
        return added.EnumerateRunes().Select(rune => new Sign(rune, first, first));
    }

    /// <summary>Whether it is blank, as Unicode has it.</summary>
    public bool IsBlank => Rune.IsWhiteSpace(Rune);
}
