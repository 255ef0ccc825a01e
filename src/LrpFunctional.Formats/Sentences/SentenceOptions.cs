using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Sentences;

/// <summary>Where in a file things stand, where that is not as usual.</summary>
/// <param name="Text">The column or key of the text; else <c>text</c>.</param>
/// <param name="Label">The column or key of the label; else <c>label</c>, if there is one.</param>
/// <param name="Id">The column or key of the user's own name for a sentence; else <c>id</c>, if there is one.</param>
/// <param name="Group">The column that is the same for all steps of a sequence; else <c>group</c>.</param>
/// <param name="Features">The columns of numbers, in the network's order; empty stands for all columns that are nothing
/// else.</param>
/// <param name="Phrases">Whether each part of a tree is a sentence of its own.</param>
public sealed record SentenceOptions(
    Option<string> Text,
    Option<string> Label,
    Option<string> Id,
    Option<string> Group,
    ImmutableArray<string> Features,
    bool Phrases
)
{
    /// <summary>All as usual.</summary>
    public static SentenceOptions Default { get; } =
        new(Option<string>.None, Option<string>.None, Option<string>.None, Option<string>.None, [], Phrases: false);
}
