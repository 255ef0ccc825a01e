using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>
/// Numbers made of a full trace, in float64; what is made of the trace alone is made once for all outputs.
/// </summary>
internal sealed record TraceWords(bool HasFeatures, Func<Trace, Func<ImmutableArray<Output>, Detail, Attribution>> Find)
    : IWordMethod
{
    public Recording Needs => Recording.Gates;

    public ImmutableArray<Attribution> Of<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var find = Find(run.Trace);
        return [.. choices.Select(outputs => find(outputs, detail))];
    }
}
