using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models;

/// <summary>What a graph that a network was read from wants of its caller, and which result are the scores.</summary>
/// <param name="Sequences">The input of ids or numbers.</param>
/// <param name="TimeAxis">Its axis along which steps lie; sequences lie along the other of the first two.</param>
/// <param name="Lengths">The inputs that say how many steps each sequence has: all, since none is padded here.</param>
/// <param name="Scores">The output that gives the scores, or probabilities of them.</param>
public sealed record GraphSignature(string Sequences, int TimeAxis, ImmutableArray<string> Lengths, string Scores)
{
    /// <summary>How many tensors are stored beside the nodes.</summary>
    public int Tensors { get; init; }
}
