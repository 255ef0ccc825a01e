using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Pointwise.Dropouts;

/// <summary>
/// y_t = m ⊙ x_t / (1 − p), m_j = 0 with probability p, else 1: drawn once for each lane and the same at each of its
/// steps (Srivastava et al. 2014; Gal and Ghahramani 2016).
/// </summary>
public sealed record DropoutLayer : IPlainLayer
{
    internal DropoutLayer(double rate, ulong key, ImmutableArray<Strand> strands)
    {
        Rate = rate;
        Key = key;
        Strands = strands;
    }

    /// <summary>p.</summary>
    public double Rate { get; }

    /// <summary>Where the random numbers come from.</summary>
    public ulong Key { get; }

    /// <inheritdoc/>
    public string Kind => "dropout";

    /// <inheritdoc/>
    public ImmutableArray<Strand> Strands { get; }

    /// <inheritdoc/>
    public bool IsCausal => true;

    private int Columns => Strands.Sum(strand => strand.Units);

    IEnumerable<(string Name, Matrix Numbers)> ILayer.Hashed => [($"{Kind} {Key}", Matrix.Constant(1, Columns, Rate))];

    ILayerTrace IPlainLayer.Forward(Packing packing, ImmutableArray<Matrix> read)
    {
        var kept = RandomNumbers.Kept(Key, Rate, packing.Lanes(0), Columns);
        var scales = MatrixRows.Gather(kept, PackedSequences.OfRows(packing.Offsets.AsSpan()).AsSpan());
        return new DropoutTrace(this, packing, scales, read[0].Times(scales));
    }

    IEnumerable<string> ILayer.WithoutDecomposition => [Kind];

    /// <summary>Two are equal when all that they hold is.</summary>
    public bool Equals(DropoutLayer? other) =>
        other is not null && Rate.Equals(other.Rate) && Key == other.Key && Strands.Same(other.Strands);

    /// <summary>A hash over it.</summary>
    public override int GetHashCode() => HashCode.Combine(Rate, Key, Strands.Hash());
}
