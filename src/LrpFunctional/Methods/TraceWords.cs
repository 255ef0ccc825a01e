using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Methods;

/// <summary>
/// One number per word, made of a full trace by somebody's own functions; what is made of the trace alone is made once
/// for all outputs.
/// </summary>
internal sealed record TraceWords(
    Func<Trace, Func<ImmutableArray<Output>, Attribution>> OfWords,
    Func<Trace, ImmutableArray<Output>, Matrix> OfFeatures,
    bool IsKeepingFeatures,
    bool HasFeatures = true
) : IWordMethod
{
    public Recording Needs => Recording.Gates;

    public IWordMethod KeepingFeatures =>
        HasFeatures
            ? this with
            {
                IsKeepingFeatures = true,
            }
            : throw new NotSupportedException(
                "the method has one number for each word or step, and none for its features"
            );

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<Output> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PerWord(run, [outputs])[0];

    public ImmutableArray<Attribution> PerWord<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (trace, words) = (run.Trace, OfWords(run.Trace));
        return
        [
            .. choices.Select(outputs =>
                words(outputs) with
                {
                    Features = IsKeepingFeatures ? OfFeatures(trace, outputs) : Option<Matrix>.None,
                }
            ),
        ];
    }
}
