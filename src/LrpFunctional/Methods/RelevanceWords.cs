using System.Collections.Immutable;
using System.Numerics;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent.Kernels;
using LrpFunctional.Memory;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;

namespace LrpFunctional.Methods;

/// <summary>
/// Σ_k R_k of each word where one epsilon rule holds everywhere and all products go to their signals: the words of
/// <see cref="Lrp.Relevance"/>, without the messages on the way.
/// </summary>
internal sealed record RelevanceWords(RuleSet Rules, EpsilonRule Rule, bool IsKeepingFeatures) : IWordMethod
{
    public Recording Needs => Recording.Products;

    public IWordMethod KeepingFeatures => this with { IsKeepingFeatures = true };

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<Output> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var head = HeadRelevance.Of(Rules, run.Head, Lrp.Start(outputs, run.Head.Scores));
        return Below(
            run,
            run.Layers.Length - 1,
            IncomingAtLayer.FromHead(run, head.Arrivals(run.Head)),
            Matrix.Zero(outputs.Length, 1)
        );
    }

    private Attribution Below<T>(Run<T> run, int at, ImmutableArray<Incoming<T>> arriving, Matrix leftover)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layer = run.Layers[at];
        var rule = new EpsilonNumbers(Rule.Stabilizer.Epsilon, Rule.BiasFactor);
        var keeps = at > 0 || IsKeepingFeatures;
        var flows = Workers.Map(
            layer.Directions.Length,
            run.Threads,
            cell =>
            {
                using var fromAbove = arriving[cell];
                var direction = layer.Directions[cell];
                return direction.Cell.Relevance(
                    direction.Recorded,
                    run.Batch.Packing.Offsets.AsSpan(),
                    direction.Inputs.AsSpan(),
                    direction.Projection,
                    fromAbove,
                    rule,
                    keeps
                );
            }
        );
        var lanes = Indices.Same(leftover.Rows);
        var left = Elementwise.Add(
            leftover,
            WordSums.Of([.. flows.Select(flow => flow.Leftover)], [.. flows.Select(_ => lanes)])
        );
        using var toInputs = keeps ? ToInputs(run, at, flows) : null;
        var words = at > 0 ? null : WordSums.Of([.. flows.Select(flow => flow.Words)], layer.Orders);
        foreach (var flow in flows)
            flow.Dispose();
        return words is null
            ? Below(run, at - 1, IncomingAtLayer.FromAbove(run, at - 1, toInputs!), left)
            : new Attribution(
                words,
                left,
                toInputs is null ? Option<Matrix>.None : toInputs.Freeze(run.Network.InputSize)
            );
    }

    private static PooledMatrix<T> ToInputs<T>(Run<T> run, int at, ImmutableArray<RelevanceFlow<T>> flows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var layer = run.Layers[at];
        var parts = Workers.Map(
            flows.Length,
            run.Threads,
            cell => PreparedCell<T>.ByInput(flows[cell].Ratios!, layer.Directions[cell].Cell.CandidateInputBack)
        );
        ImmutableArray<PooledMatrix<T>> shares = [.. flows.Select(flow => flow.Shares!)];
        var sum = DirectionMerge.Sum(parts, layer.Directions[0].Cell.InputSize, layer.Orders);
        foreach (var part in parts)
            part.Dispose();
        if (layer.Vectors is { } states)
            return DirectionMerge.TimesInputs(sum, states, shares, layer.Orders);
        using var inputs = IncomingAtLayer.Inputs(run);
        return DirectionMerge.TimesInputs(sum, inputs, shares, layer.Orders);
    }
}
