using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>A way to train a small network, which whoever has one lends to experiments.</summary>
/// <param name="Name">What is trained, and how, in words.</param>
/// <param name="Learn">The layers, which read numbers, that learn labelled sequences of vectors; the same for the same
/// seed.</param>
public sealed record Relearning(string Name, Learn Learn);

/// <summary>Trains layers that read numbers on labelled sequences.</summary>
/// <param name="sequences">The sequences, all labelled.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="seed">Where all random numbers come from.</param>
/// <param name="cancellation">Ends the work.</param>
public delegate NetworkWeights Learn(
    ImmutableArray<Sentence> sequences,
    int classes,
    int seed,
    CancellationToken cancellation
);
