using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>
/// A layer that makes a sequence of a sequence, a row of numbers for each step; a network reads the words by the first
/// of them, each other reads what the one below it makes.
/// </summary>
public interface ISequenceLayer
{
    /// <summary>What it is, for people.</summary>
    string Kind { get; }

    /// <summary>How many numbers it reads at each step, e.</summary>
    int InputSize { get; }

    /// <summary>How many numbers it makes for each step, D.</summary>
    int Units { get; }

    /// <summary>In which order its columns came about; they lie side by side.</summary>
    ImmutableArray<Strand> Strands { get; }

    /// <summary>The parts that contextual decomposition has no equation for, by their names.</summary>
    IEnumerable<string> WithoutDecomposition { get; }

    /// <summary>All that it is, for the network's hash: kinds and numbers.</summary>
    internal IEnumerable<(string Name, Matrix Numbers)> Hashed { get; }

    /// <summary>Its way through a batch, given what it reads; it gives back the memory of that with its own.</summary>
    internal ISequenceRun<T> Run<T>(PooledMatrix<T> vectors, Packing packing, Recording what, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Contextual decomposition of what it makes, given that of what it reads (rows × e).</summary>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="read">β and γ of what it reads, in the order of the words.</param>
    /// <param name="ofBiases">For a direction, the share of β in what biases write together (rows × 1).</param>
    internal Parts Decomposed(Packing packing, Parts read, Func<Direction, Matrix> ofBiases);
}
