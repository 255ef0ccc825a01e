using System.Collections.Immutable;

namespace LrpFunctional.Formats.Models;

/// <summary>What a graph that a network was read from wants of its caller, and which result are the scores.</summary>
/// <param name="Sequences">The input of ids or numbers.</param>
/// <param name="TimeAxis">Its axis along which steps lie; sequences lie along another.</param>
/// <param name="Lengths">The inputs that say how many steps each sequence has: all, since none is padded here.</param>
/// <param name="Scores">The output that gives the scores, or probabilities of them; another value of the graph where
/// its output is what is left of them after an activation.</param>
public sealed record GraphSignature(string Sequences, int TimeAxis, ImmutableArray<string> Lengths, string Scores)
{
    /// <summary>The input's axis along which the numbers of a step lie, where it has one.</summary>
    public int UnitAxis { get; init; } = 2;

    /// <summary>All inputs of sequences and static features in their order, where there are several.</summary>
    public ImmutableArray<GraphPart> Parts { get; init; } = [];

    /// <summary>The inputs of states before the first step, which are zeros here.</summary>
    public ImmutableArray<string> States { get; init; } = [];

    /// <summary>What lies along the axes of the scores, but for axes of size 1.</summary>
    public ImmutableArray<ScoreAxis> ScoreAxes { get; init; } = [ScoreAxis.Sequences, ScoreAxis.Scores];

    /// <summary>Whether the graph gives the logarithms of probabilities.</summary>
    public bool GivesLogarithms { get; init; }

    /// <summary>How many tensors are stored beside the nodes.</summary>
    public int Tensors { get; init; }
}
