using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Explanations;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Methods;

/// <summary>
/// Σ_k R_k of each word, the words of <see cref="Lrp.Relevance"/>: through each layer by its kernel where its rules have
/// one, else by its steps.
/// </summary>
internal sealed record RelevanceWords(RuleSet Rules) : IWordMethod
{
    public Recording Needs =>
        Rules.Known.All(layer => layer.Quick.IsSome) ? Recording.Products : Recording.Products | Recording.Gates;

    public ImmutableArray<Attribution> Of<T>(Run<T> run, ImmutableArray<ImmutableArray<Output>> choices, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            .. choices.Select(outputs =>
                Below(
                    run,
                    run.Layers.Length - 1,
                    new Reaching<T>.Strands(
                        HeadRelevance.Of(Rules, run.Head, Lrp.Start(outputs, run.Head.Scores)).Arrivals(run.Head)
                    ),
                    Matrix.Zero(outputs.Length, 1),
                    detail
                )
            ),
        ];

    private Attribution Below<T>(Run<T> run, int at, Reaching<T> reaching, Matrix leftover, Detail detail)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rules = Rules.OfLayer(at);
        var keeps = at > 0 || detail == Detail.Features;
        using var back = rules.Quick.Match(
            rule =>
                run.Layers[at]
                    .Relevance(
                        reaching,
                        new EpsilonNumbers(rule.Stabilizer.Epsilon, rule.BiasFactor),
                        keeps,
                        run.Inputs,
                        run.Threads
                    ),
            () => BySteps(run.Trace.Layers[at], rules, reaching)
        );
        var left = leftover + back.Leftover;
        if (at > 0)
            return Below(run, at - 1, new Reaching<T>.States(back.ToInputs!), left, detail);
        return new Attribution(back.Words, left).With(detail, () => back.ToInputs!.Freeze(run.Network.InputSize));
    }

    private static RelevanceBack<T> BySteps<T>(ISequenceTrace trace, LayerRules rules, Reaching<T> reaching)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var relevance = trace.Relevance(rules, reaching.Arrivals(trace.Layer.Strands, trace.Packing));
        var toInputs = relevance.PerFeature;
        return new RelevanceBack<T>(
            toInputs.RowSums(),
            PooledMatrix<T>.Of(toInputs, Vectors.Padded<T>(trace.Layer.InputSize)),
            relevance.Leftover
        );
    }
}
