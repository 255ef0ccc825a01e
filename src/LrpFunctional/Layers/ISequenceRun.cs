using System.Numerics;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers;

/// <summary>A layer's way through a batch, in borrowed memory, and the quick ways back from it.</summary>
internal interface ISequenceRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The layer.</summary>
    ISequenceLayer Layer { get; }

    /// <summary>What was written down.</summary>
    Recording What { get; }

    /// <summary>What it made, a row for each packed row in the order of the words.</summary>
    PooledMatrix<T> States();

    /// <summary>What it made of one step of each lane: for each strand the last it took, or the first (n × D).</summary>
    Matrix Ends(Func<Direction, bool> isLast);

    /// <summary>Its way over prefixes of the one sentence that it ran over, given what it reads of them.</summary>
    /// <param name="packing">Where the prefixes' steps lie.</param>
    /// <param name="vectors">What it reads; null where it reads the same projections again.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    ISequenceRun<T> Prefixes(Packing packing, PooledMatrix<T>? vectors, int threads);

    /// <summary>Relevance on its way back by the epsilon rule.</summary>
    /// <param name="reaching">What reaches the states.</param>
    /// <param name="rule">ε and δ.</param>
    /// <param name="keeps">Whether the relevance of what it reads is kept, and not only its sums.</param>
    /// <param name="inputs">What it reads, where it read projections.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    RelevanceBack<T> Relevance(
        Reaching<T> reaching,
        EpsilonNumbers rule,
        bool keeps,
        Func<PooledMatrix<T>> inputs,
        int threads
    );

    /// <summary>Backpropagation.</summary>
    IGradientBack<T> Gradient(Reaching<T> reaching, int threads);

    /// <summary>The trace of a run in float64 that wrote down the gates.</summary>
    /// <param name="inputs">What it read, where it read projections (rows × e).</param>
    ISequenceTrace Trace(Func<Matrix> inputs);
}
