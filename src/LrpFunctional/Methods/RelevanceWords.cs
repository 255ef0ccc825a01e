using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Methods;

/// <summary>
/// Σ_k R_k of each word, the words of <see cref="Lrp.Relevance"/>: through each layer by its kernel where its rules
/// have one, else by its steps.
/// </summary>
internal sealed record RelevanceWords(RuleSet Rules) : IWordMethod
{
    public Recording Needs =>
        Rules.Known.All(layer => layer.Quick.IsSome) ? Recording.Products : Recording.Products | Recording.Gates;

    public ImmutableArray<Attribution> Of<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. choices.Select(outputs => Of(run, outputs, detail))];

    private Attribution Of<T>(Run<T> run, ImmutableArray<Output> outputs, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var back = RunRelevance<T>.Of(
            run,
            Rules,
            Lrp.Start(outputs, run.Scores),
            keepsFeatures: detail == Detail.Features
        );
        return new Attribution(back.Words, back.Leftover).With(detail, () => back.Features);
    }
}
