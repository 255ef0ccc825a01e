using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>A way to explain one output per lane.</summary>
public sealed record Method
{
    private Method(string name, string description, string settings, IWordMethod words)
    {
        Name = name;
        Description = description;
        Settings = settings;
        Words = words;
    }

    /// <summary>
    /// A method of your own, made of functions of a trace and the outputs to explain, one per lane; it always computes
    /// in float64.
    /// </summary>
    /// <param name="name">The short name used in tables.</param>
    /// <param name="words">One number for each word.</param>
    /// <param name="features">One number for each feature (rows × e), where there are such; they are asked for with
    /// <see cref="Detail.Features"/>.</param>
    public static Method Of(
        string name,
        Func<Trace, ImmutableArray<Output>, Attribution> words,
        Func<Trace, ImmutableArray<Output>, Matrix>? features = null
    ) =>
        Of(
            name,
            "a method of your own",
            "",
            new TraceWords(
                features is not null,
                trace => (outputs, detail) => words(trace, outputs).With(detail, () => features!(trace, outputs))
            )
        );

    /// <summary>A method that finds its numbers in one of the ways there are.</summary>
    internal static Method Of(string name, string description, string settings, IWordMethod words) =>
        new(name, description, settings, words);

    /// <summary>The short name used in tables.</summary>
    public string Name { get; }

    /// <summary>What the method does, in a few words.</summary>
    public string Description { get; }

    /// <summary>Its rules, samples, seeds and the like, with their numbers; empty where there are none.</summary>
    public string Settings { get; }

    /// <summary>Whether it can give <see cref="Detail.Features"/>; some speak of whole words and steps only.</summary>
    public bool HasFeatures => Words.HasFeatures;

    /// <summary>Whether its numbers speak for or against; else they are sizes, and none is below 0.</summary>
    public bool IsSigned { get; internal init; } = true;

    /// <summary>Whether it draws samples, so that its numbers have standard errors.</summary>
    public bool IsSampled { get; internal init; }

    /// <summary>How it finds its numbers.</summary>
    internal IWordMethod Words { get; }

    /// <summary>What phrases have, where it is not the sum of what their words have.</summary>
    internal Option<Func<Explanation, ImmutableArray<Phrase>, ImmutableArray<double>>> WholePhrases { get; init; }

    /// <summary>
    /// One number for each phrase: the sum of its words' numbers; by contextual decomposition the part β of the phrase
    /// as a whole.
    /// </summary>
    /// <param name="explanation">The sentence's explanation by this method.</param>
    /// <param name="phrases">Phrases of the sentence.</param>
    /// <exception cref="ArgumentException">The explanation is by another method, or the sentence lacks a
    /// phrase.</exception>
    public ImmutableArray<double> OfPhrases(Explanation explanation, params ImmutableArray<Phrase> phrases)
    {
        if (explanation.Method != Name)
            throw new ArgumentException(
                $"it is by {explanation.Method}, where one by {Name} is expected",
                nameof(explanation)
            );
        if (phrases.Any(phrase => phrase.Check("", explanation.Prediction.Sentence).IsFail))
            throw new ArgumentException("the sentence lacks a phrase", nameof(phrases));
        var masked = MaskedSentence.Of(explanation.Provenance.Network, explanation.Prediction.Sentence);
        return WholePhrases.Match(
            whole => masked.OfPhrases(explanation, phrases, whole),
            () => [.. phrases.Select(phrase => phrase.Positions.Sum(position => explanation.Relevances[position]))]
        );
    }

    /// <summary>What the forward pass has to write down for it.</summary>
    /// <exception cref="NotSupportedException">The method has no such numbers.</exception>
    internal Recording Needs(Detail detail) =>
        detail == Detail.Words || HasFeatures
            ? Words.Needs
            : throw new NotSupportedException(
                $"the method {Name} speaks of whole words and steps: it has no numbers for their features"
            );
}
