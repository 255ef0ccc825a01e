using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Examples;

/// <summary>A sequence and what a network should make of it.</summary>
/// <param name="Sentence">The sequence: words with the rows of their vectors, or numbers.</param>
/// <param name="Wanted">What is wanted of the C outputs (1 × C): a distribution over classes, or numbers.</param>
/// <param name="Weight">How much it counts.</param>
public sealed record Example(Sentence Sentence, Matrix Wanted, double Weight)
{
    /// <summary>A sentence of a class, counted from 0, among so many.</summary>
    public static Example OfClass(Sentence sentence, int label, int classes) =>
        new(sentence, Shares([label], classes), 1);

    /// <summary>Numbers that are wanted of a sequence.</summary>
    public static Example OfNumbers(Sentence sentence, params ImmutableArray<double> wanted) =>
        new(sentence, Matrix.Of(1, wanted.Length, wanted), 1);

    /// <summary>The share of each class in labels (1 × C).</summary>
    internal static Matrix Shares(ImmutableArray<int> labels, int classes) =>
        Matrix.Of(
            1,
            classes,
            [.. Enumerable.Range(0, classes).Select(label => (double)labels.Count(own => own == label) / labels.Length)]
        );
}
