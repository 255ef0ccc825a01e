using HarfBuzzSharp;

namespace LrpFunctional.Pictures.Fonts;

/// <summary>A part of a text in one font and one script.</summary>
/// <param name="Face">The font.</param>
/// <param name="Text">The letters.</param>
/// <param name="Script">Their script; <see cref="Script.Common"/> as long as none of them has one.</param>
internal sealed record TextPart(Face Face, string Text, Script Script)
{
    /// <summary>Whether a letter of a script can follow: digits, blanks and marks go with any.</summary>
    public bool TakesIn(Script script) => IsAny(script) || IsAny(Script) || script == Script;

    /// <summary>The same with another letter.</summary>
    public TextPart And(string letter, Script script) =>
        this with
        {
            Text = Text + letter,
            Script = IsAny(script) ? Script : script,
        };

    private static bool IsAny(Script script) => script == Script.Common || script == Script.Inherited;
}
