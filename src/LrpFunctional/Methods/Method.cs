using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>A way to explain one output per lane.</summary>
public sealed record Method
{
    internal Method(
        string name,
        string description,
        string settings,
        IWordMethod words,
        Func<Trace, ImmutableArray<Output>, Matrix> perDimension
    )
    {
        Name = name;
        Description = description;
        Settings = settings;
        Words = words;
        PerDimension = perDimension;
    }

    /// <summary>
    /// A method of your own, made of functions of a trace and the outputs to explain, one per lane; it always computes
    /// in float64.
    /// </summary>
    /// <param name="name">The short name used in tables.</param>
    /// <param name="perWord">One number for each word.</param>
    /// <param name="perDimension">One number for each word and embedding dimension (rows × e); each row adds up to the
    /// word's number.</param>
    public static Method Of(
        string name,
        Func<Trace, ImmutableArray<Output>, Attribution> perWord,
        Func<Trace, ImmutableArray<Output>, Matrix> perDimension
    ) =>
        new(
            name,
            "a method of your own",
            "",
            new TraceWords(trace => outputs => perWord(trace, outputs), perDimension, IsKeepingFeatures: false),
            perDimension
        );

    /// <summary>The short name used in tables.</summary>
    public string Name { get; }

    /// <summary>What the method does, in a few words.</summary>
    public string Description { get; }

    /// <summary>Its rules, samples, seeds and the like, with their numbers; empty where there are none.</summary>
    public string Settings { get; }

    /// <summary>
    /// One number for each word and embedding dimension (rows × e); each row adds up to the word's number.
    /// </summary>
    public Func<Trace, ImmutableArray<Output>, Matrix> PerDimension { get; }

    /// <summary>
    /// Whether the method has a number for each step and feature, or for each word and embedding dimension; some speak
    /// of whole words and steps only.
    /// </summary>
    public bool HasFeatures => Words.HasFeatures;

    /// <summary>The same method, whose explanations also hold one number for each step and feature.</summary>
    /// <exception cref="NotSupportedException">The method speaks of whole words and steps only.</exception>
    public Method KeepingFeatures =>
        new(Name, Description, Settings, Words.KeepingFeatures, PerDimension) { WholePhrases = WholePhrases };

    /// <summary>One number for each word.</summary>
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

    /// <summary>A method that runs the network over changed sentences.</summary>
    internal static Method Of(
        string name,
        string description,
        string settings,
        bool hasFeatures,
        Func<RecurrentNetwork, Sentence, ImmutableArray<Output>, ImmutableArray<SentenceShare>> shares
    )
    {
        var words = new SentenceWords(name, hasFeatures, shares);
        return new Method(name, description, settings, words, words.PerDimension);
    }
}
