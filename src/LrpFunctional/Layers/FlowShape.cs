using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Layers;

/// <summary>What is known of a flow between layers before anything runs.</summary>
/// <param name="Strands">In which order its columns came about.</param>
/// <param name="Steps">How many steps each sequence of it has, where all have the same number; a vector has 1.</param>
public sealed record FlowShape(ImmutableArray<Strand> Strands, Option<int> Steps)
{
    /// <summary>Whether each sequence of it has one step.</summary>
    public bool IsVector => Steps.Exists(steps => steps == 1);

    /// <summary>How many numbers a step has.</summary>
    public int Units => Strands.Sum(strand => strand.Units);

    /// <summary>Vectors of so many numbers.</summary>
    public static FlowShape Vectors(int units) => new(Strand.InRows(units), 1);

    /// <summary>Rows of so many numbers in the order of the words, as many steps as this has.</summary>
    public FlowShape InRows(int units) => this with { Strands = Strand.InRows(units) };

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(FlowShape? other) =>
        other is not null && Strands.Same(other.Strands) && IsVector == other.IsVector;

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Strands.Hash(), IsVector);
}
