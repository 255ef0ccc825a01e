using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers;

/// <summary>A layer's way through a batch, in borrowed memory, and the quick ways back from it.</summary>
internal interface ILayerRun<T> : IFlow<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Its way over prefixes of the one sentence that it ran over, where it reads of them what it read.
    /// </summary>
    /// <param name="read">What it reads, cut to the prefixes.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    ILayerRun<T> Prefixes(ImmutableArray<IFlow<T>> read, int threads);

    /// <summary>
    /// Relevance on its way back, where there is a quick way for the rules; else it goes by the trace.
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="number">Which of its family the layer is.</param>
    /// <param name="reaching">What reaches what it made.</param>
    /// <param name="keeps">Whether the relevance of what it reads is kept, and not only its sums.</param>
    /// <param name="threads">With more than one, directions run at the same time.</param>
    Option<RelevanceBack<T>> Relevance(RuleSet rules, int number, Reaching<T> reaching, bool keeps, int threads);

    /// <summary>Backpropagation.</summary>
    IGradientBack<T> Gradient(Reaching<T> reaching, int threads);

    /// <summary>The trace of a run in float64 that wrote down the gates.</summary>
    ILayerTrace Trace();
}
