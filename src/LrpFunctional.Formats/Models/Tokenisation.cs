using System.Collections.Immutable;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Sequences;

namespace LrpFunctional.Formats.Models;

/// <summary>How plain text turned into the words of a vocabulary.</summary>
/// <param name="Scheme">One of <see cref="Schemes"/>.</param>
/// <param name="LowerCase">Whether the text was lower-cased first.</param>
public sealed record Tokenisation(string Scheme, bool LowerCase)
{
    private const string PennTreebank = "penn-treebank";
    private const string Whitespace = "whitespace";

    private static readonly ImmutableSortedDictionary<string, Func<string, ImmutableArray<FoundWord>>> Splitters =
        ImmutableSortedDictionary<string, Func<string, ImmutableArray<FoundWord>>>
            .Empty.Add(PennTreebank, PennTreebankWords.Split)
            .Add(Whitespace, BetweenBlanks);

    /// <summary>The words are what stands between blanks.</summary>
    public static Tokenisation Blanks { get; } = new(Whitespace, LowerCase: false);

    /// <summary>Lower-cased, then split as in the Penn Treebank, as the Stanford Sentiment Treebank is used.</summary>
    public static Tokenisation Treebank { get; } = new(PennTreebank, LowerCase: true);

    /// <summary>The known schemes.</summary>
    public static IEnumerable<string> Schemes => Splitters.Keys;

    /// <summary>The words of a text.</summary>
    public ImmutableArray<string> Split(string text) => [.. Find(text).Select(found => found.Word)];

    /// <summary>The words of a text, and where they stand in it.</summary>
    public ImmutableArray<FoundWord> Find(string text)
    {
        var cased = Cased(text);
        var found = Splitters[Scheme](cased);
        if (cased.Length == text.Length)
            return found;
        var origins = Sentences.LowerCase.Origins(text);
        return [.. found.Select(word => word with { Span = new(origins[word.Span.First], origins[word.Span.End]) })];
    }

    /// <summary>A text or word in the vocabulary's case.</summary>
    public string Cased(string text) => LowerCase ? Sentences.LowerCase.Of(text) : text;

    private static ImmutableArray<FoundWord> BetweenBlanks(string text)
    {
        var found = ImmutableArray.CreateBuilder<FoundWord>();
        foreach (var range in text.AsSpan().SplitAny(' ', '\t', '\r', '\n'))
        {
            var (first, length) = range.GetOffsetAndLength(text.Length);
            if (length > 0)
                found.Add(new FoundWord(text.Substring(first, length), new TextSpan(first, first + length)));
        }

        return found.DrainToImmutable();
    }
}
