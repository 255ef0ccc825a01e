using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Forward;
using LrpFunctional.Numerics.Kernels;

namespace LrpFunctional.Explanations;

/// <summary>One number per word, made of a full trace by somebody's own function.</summary>
internal sealed record TraceWords(Func<Trace, ImmutableArray<int>, Attribution> Function) : IWordMethod
{
    public Recording Needs => Recording.None;

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Function(ForwardPass.Run(run.Network, run.Batch), classes);
}
