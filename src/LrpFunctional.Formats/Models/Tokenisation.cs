using System.Collections.Immutable;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Formats.Models;

/// <summary>How plain text turned into the words of a vocabulary.</summary>
/// <param name="Scheme">One of <see cref="Schemes"/>.</param>
/// <param name="LowerCase">Whether the text was lower-cased first.</param>
public sealed record Tokenisation(string Scheme, bool LowerCase)
{
    private const string PennTreebank = "penn-treebank";
    private const string Whitespace = "whitespace";

    /// <summary>The words are what stands between blanks.</summary>
    public static Tokenisation Blanks { get; } = new(Whitespace, LowerCase: false);

    /// <summary>Lower-cased, then split as in the Penn Treebank, as the Stanford Sentiment Treebank is used.</summary>
    public static Tokenisation Treebank { get; } = new(PennTreebank, LowerCase: true);

    /// <summary>The known schemes.</summary>
    public static ImmutableArray<string> Schemes { get; } = [PennTreebank, Whitespace];

    /// <summary>The words of a text.</summary>
    public ImmutableArray<string> Split(string text)
    {
        var cased = LowerCase ? text.ToLowerInvariant() : text;
        return Scheme == PennTreebank
            ? PennTreebankWords.Split(cased)
            : [.. cased.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)];
    }
}
