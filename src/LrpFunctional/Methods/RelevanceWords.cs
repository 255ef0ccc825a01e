using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Methods;

/// <summary>
/// Σ_k R_k of each word, the words of <see cref="Lrp.Relevance"/>: through each layer by its kernel where its rules
/// have one, else by its steps.
/// </summary>
internal sealed record RelevanceWords(RuleSet Rules, bool IsKeepingFeatures) : IWordMethod
{
    public Recording Needs =>
        Rules.Known.All(layer => layer.Quick.IsSome) ? Recording.Products : Recording.Products | Recording.Gates;

    public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<Output> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var back = RunRelevance<T>.Of(run, Rules, Lrp.Start(outputs, run.Scores), IsKeepingFeatures);
        return new Attribution(back.Words, back.Leftover, IsKeepingFeatures ? back.Features : Option<Matrix>.None);
    }
}
