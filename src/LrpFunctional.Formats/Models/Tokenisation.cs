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

    private static readonly ImmutableSortedDictionary<string, Func<string, ImmutableArray<string>>> Splitters =
        ImmutableSortedDictionary<string, Func<string, ImmutableArray<string>>>
            .Empty.Add(PennTreebank, PennTreebankWords.Split)
            .Add(Whitespace, text => [.. text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>The words are what stands between blanks.</summary>
    public static Tokenisation Blanks { get; } = new(Whitespace, LowerCase: false);

    /// <summary>Lower-cased, then split as in the Penn Treebank, as the Stanford Sentiment Treebank is used.</summary>
    public static Tokenisation Treebank { get; } = new(PennTreebank, LowerCase: true);

    /// <summary>The known schemes.</summary>
    public static IEnumerable<string> Schemes => Splitters.Keys;

    /// <summary>The words of a text.</summary>
    public ImmutableArray<string> Split(string text) => Splitters[Scheme](Cased(text));

    /// <summary>A text or word in the vocabulary's case.</summary>
    public string Cased(string text) => LowerCase ? Sentences.LowerCase.Of(text) : text;
}
