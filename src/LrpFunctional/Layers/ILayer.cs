using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>
/// A layer makes rows of numbers, one for each step, of rows that the word vectors or earlier layers hold; a vector is
/// a sequence of one step.
/// </summary>
public interface ILayer
{
    /// <summary>What it is, for people.</summary>
    string Kind { get; }

    /// <summary>What it is counted among, in rules, ledgers and messages.</summary>
    LayerFamily Family => LayerFamily.Layer;

    /// <summary>In which order its columns came about; they lie side by side.</summary>
    ImmutableArray<Strand> Strands { get; }

    /// <summary>How many numbers it makes for each step, D.</summary>
    int Units => Strands.Sum(strand => strand.Units);

    /// <summary>Whether what it makes of a step is made of that step and those before it alone.</summary>
    bool IsCausal { get; }

    /// <summary>Whether relevance crosses it by the rule of normalisations.</summary>
    bool IsNormalisation => false;

    /// <summary>Whether relevance crosses it by the rule of attentions.</summary>
    bool IsAttention => false;

    /// <summary>The parts that contextual decomposition has no equation for, by their names.</summary>
    IEnumerable<string> WithoutDecomposition => [];

    /// <summary>The parts that DeepLIFT has no equation for, by their names.</summary>
    IEnumerable<string> WithoutRescale => [];

    /// <summary>All that it is, for the network's hash: kinds and numbers.</summary>
    internal IEnumerable<(string Name, Matrix Numbers)> Hashed { get; }

    /// <summary>Its way through a batch, given what it reads.</summary>
    internal ILayerRun<T> Run<T>(ImmutableArray<IFlow<T>> read, Recording what, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Contextual decomposition of what it makes, given that of what it reads; what has no equation for it was refused
    /// before.
    /// </summary>
    /// <param name="read">β and γ of what it reads, in the order of the words.</param>
    /// <param name="ofBiases">For a direction, the share of β in what biases write together (rows × 1).</param>
    internal DecomposedFlow Decomposed(ImmutableArray<DecomposedFlow> read, Func<Direction, Matrix> ofBiases) =>
        throw new System.Diagnostics.UnreachableException();
}
