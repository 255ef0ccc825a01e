using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Numerics;

namespace LrpFunctional.Explanations;

/// <summary>A way to explain one class per lane of a trace.</summary>
/// <param name="Name">The short name used in tables.</param>
/// <param name="PerWord">One number for each word.</param>
/// <param name="PerDimension">One number for each word and embedding dimension (rows × e); each row adds up to the word's number.</param>
public sealed record Method(
    string Name,
    Func<Trace, ImmutableArray<int>, Attribution> PerWord,
    Func<Trace, ImmutableArray<int>, Matrix> PerDimension);
