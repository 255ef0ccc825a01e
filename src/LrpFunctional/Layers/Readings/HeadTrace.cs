using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>What a head did with a batch.</summary>
/// <param name="Head">The head.</param>
/// <param name="Strands">The columns of the states below it.</param>
/// <param name="Packing">Where each lane's steps lie.</param>
/// <param name="Reading">What it read.</param>
/// <param name="Dense">Its dense layers.</param>
public sealed record HeadTrace(
    Head Head,
    ImmutableArray<Strand> Strands,
    Packing Packing,
    ReadingTrace Reading,
    ImmutableArray<DenseTrace> Dense
)
{
    /// <summary>The scores (n × C), a row for each lane.</summary>
    public Matrix Scores => Dense[^1].Sums;

    /// <summary>
    /// What reaches each strand of the states, given what reaches that which was read (n × D), and each state where all
    /// are read (rows × D).
    /// </summary>
    internal ImmutableArray<Arrival> Arrivals(Matrix toRead, Option<Matrix> toStates) =>
        toStates.Match(
            states => Arrival.FromAbove(Strands, Packing, states),
            () => Arrival.FromEnds(Strands, Packing, toRead, direction => Head.Reading.IsLast(direction))
        );
}
