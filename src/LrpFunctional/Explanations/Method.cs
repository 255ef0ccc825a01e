using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>A way to explain one output per lane.</summary>
public sealed record Method
{
    internal Method(string name, string description, string settings, IWordMethod words, Func<Trace, ImmutableArray<Output>, Matrix> perDimension)
    {
        Name = name;
        Description = description;
        Settings = settings;
        Words = words;
        PerDimension = perDimension;
    }

    /// <summary>A method of your own, made of functions of a trace and the outputs to explain, one per lane; it always computes in float64.</summary>
    /// <param name="name">The short name used in tables.</param>
    /// <param name="perWord">One number for each word.</param>
    /// <param name="perDimension">One number for each word and embedding dimension (rows × e); each row adds up to the word's number.</param>
    public static Method Of(string name, Func<Trace, ImmutableArray<Output>, Attribution> perWord, Func<Trace, ImmutableArray<Output>, Matrix> perDimension) =>
        new(name, "a method of your own", "", new TraceWords(perWord, perDimension, IsKeepingFeatures: false), perDimension);

    /// <summary>The short name used in tables.</summary>
    public string Name { get; }

    /// <summary>What the method does, in a few words.</summary>
    public string Description { get; }

    /// <summary>Its rules, samples, seeds and the like, with their numbers; empty where there are none.</summary>
    public string Settings { get; }

    /// <summary>One number for each word and embedding dimension (rows × e); each row adds up to the word's number.</summary>
    public Func<Trace, ImmutableArray<Output>, Matrix> PerDimension { get; }

    /// <summary>Whether the method has a number for each step and feature, or for each word and embedding dimension; some speak of whole words and steps only.</summary>
    public bool HasFeatures => Words.HasFeatures;

    /// <summary>The same method, whose explanations also hold one number for each step and feature.</summary>
    /// <exception cref="NotSupportedException">The method speaks of whole words and steps only.</exception>
    public Method KeepingFeatures => new(Name, Description, Settings, Words.KeepingFeatures, PerDimension);

    /// <summary>One number for each word.</summary>
    internal IWordMethod Words { get; }

    /// <summary>A method that runs the network over changed sentences.</summary>
    internal static Method Of(
        string name, string description, string settings, bool hasFeatures, Func<RecurrentNetwork, Sentence, ImmutableArray<Output>, ImmutableArray<SentenceShare>> shares)
    {
        var words = new SentenceWords(name, hasFeatures, shares);
        return new Method(name, description, settings, words, words.PerDimension);
    }
}
