using System.Collections.Immutable;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Tasks;

/// <summary>A sequence that was made, with all that is known of it.</summary>
/// <param name="Sentence">The sequence, labelled where the task is of classes.</param>
/// <param name="Wanted">What is wanted of each output (C): numbers, or 1 for the class and 0 for the others.</param>
/// <param name="Steps">The steps that decide, counted from 0; all others say nothing.</param>
/// <param name="Summands">What each of these steps adds to a number that is wanted; none for classes.</param>
public sealed record GeneratedSequence(
    Sentence Sentence,
    ImmutableArray<double> Wanted,
    ImmutableArray<int> Steps,
    ImmutableArray<double> Summands
);
