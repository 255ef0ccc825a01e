using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Readings;

/// <summary>Σ_t h_t / T.</summary>
public sealed record MeanReading : IWeightedReading
{
    internal MeanReading(int units) => Strands = Strand.InRows(units);

    /// <inheritdoc/>
    public Reading Reading => Reading.Mean;

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands { get; }

    IEnumerable<string> ILayer.WithoutDecomposition => [];

    IEnumerable<string> ILayer.WithoutRescale => [];

    Matrix IWeightedReading.Weights(Packing packing, Matrix states, ImmutableArray<DenseTrace> scorers) =>
        Weights(packing, states);

    DecomposedFlow ILayer.Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        new(read[0].Packing.OneStep, read[0].Parts.Map(part => Mean(read[0].Packing, part)));

    private static Matrix Mean(Packing packing, Matrix states) =>
        PackedSequences.Sums(states.Times(Weights(packing, states)), packing.Offsets.AsSpan());

    private static Matrix Weights(Packing packing, Matrix states) =>
        PackedSequences.InverseLengths(packing.Offsets.AsSpan(), packing.Lengths.AsSpan()).Repeat(states.Columns);

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(MeanReading? other) => other is not null && Strands.Same(other.Strands);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Strands.Hash());
}
