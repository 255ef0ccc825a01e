using System.Collections.Immutable;

namespace LrpFunctional.Layers;

/// <summary>What is known of a flow between layers before anything runs.</summary>
/// <param name="Strands">In which order its columns came about.</param>
/// <param name="IsVector">Whether each sequence of it has one step.</param>
public sealed record FlowShape(ImmutableArray<Strand> Strands, bool IsVector)
{
    /// <summary>How many numbers a step has.</summary>
    public int Units => Strands.Sum(strand => strand.Units);

    /// <summary>Rows of so many numbers in the order of the words, as many steps as this has.</summary>
    public FlowShape InRows(int units) => this with { Strands = Strand.InRows(units) };

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(FlowShape? other) =>
        other is not null && Strands.Same(other.Strands) && IsVector == other.IsVector;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Strands.Hash(), IsVector);
}
