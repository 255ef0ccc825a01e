using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>Something whose reasons are known, and a network that learned it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Network">The network.</param>
/// <param name="Sequences">Sequences that the network did not learn.</param>
public sealed record KnownTask(string Name, RecurrentNetwork Network, ImmutableArray<KnownSequence> Sequences);

/// <summary>A sequence whose reasons are known.</summary>
/// <param name="Sentence">The sequence, labelled where it is of a class.</param>
/// <param name="Steps">The steps that decide, counted from 0.</param>
/// <param name="Summands">What each of them adds to the number that is wanted; none for classes.</param>
public sealed record KnownSequence(Sentence Sentence, ImmutableArray<int> Steps, ImmutableArray<double> Summands);
