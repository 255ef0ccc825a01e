using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;

namespace LrpFunctional.Explanations;

/// <summary>A way to explain one class per lane.</summary>
public sealed record Method
{
    internal Method(string name, IWordMethod words, Func<Trace, ImmutableArray<int>, Matrix> perDimension)
    {
        Name = name;
        Words = words;
        PerDimension = perDimension;
    }

    /// <summary>A method of your own, made of functions of a trace and the classes to explain, one per lane; it always computes in float64.</summary>
    /// <param name="name">The short name used in tables.</param>
    /// <param name="perWord">One number for each word.</param>
    /// <param name="perDimension">One number for each word and embedding dimension (rows × e); each row adds up to the word's number.</param>
    public static Method Of(string name, Func<Trace, ImmutableArray<int>, Attribution> perWord, Func<Trace, ImmutableArray<int>, Matrix> perDimension) =>
        new(name, new TraceWords(perWord, perDimension, IsKeepingFeatures: false), perDimension);

    /// <summary>The short name used in tables.</summary>
    public string Name { get; }

    /// <summary>One number for each word and embedding dimension (rows × e); each row adds up to the word's number.</summary>
    public Func<Trace, ImmutableArray<int>, Matrix> PerDimension { get; }

    /// <summary>The same method, whose explanations also hold one number for each step and feature.</summary>
    public Method KeepingFeatures => new(Name, Words.KeepingFeatures, PerDimension);

    /// <summary>One number for each word.</summary>
    internal IWordMethod Words { get; }
}
