using System.Collections.Immutable;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Forward;

/// <summary>All that a network did with a batch: every gate activation and state it went through.</summary>
/// <param name="Network">The network that ran.</param>
/// <param name="Batch">The sentences it read.</param>
/// <param name="Vectors">The vectors of the batch's different inputs (K × e).</param>
/// <param name="Inputs">For each packed row, in the order of the words, its row of <paramref name="Vectors"/>.</param>
/// <param name="Directions">One trace for each direction of the layer.</param>
/// <param name="Scores">The class scores (n × C), a row for each lane.</param>
public sealed record Trace(RecurrentNetwork Network, PackedBatch Batch, Matrix Vectors, ImmutableArray<int> Inputs, ImmutableArray<DirectionTrace> Directions, Matrix Scores);
