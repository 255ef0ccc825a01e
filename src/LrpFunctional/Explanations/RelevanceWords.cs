using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Forward;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Rules;

namespace LrpFunctional.Explanations;

/// <summary>Σ_k R_k of each word by the given rules: the words of <see cref="Lrp.Relevance"/>, without the messages on the way.</summary>
internal sealed record RelevanceWords(RuleSet Rules) : IWordMethod
{
    public Recording Needs => Recording.Products;

    public Attribution PerWord<T>(Run<T> run, ImmutableArray<int> classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (epsilon, biasFactor) = (Rules.Linear.Stabilizer.Epsilon, Rules.Linear.BiasFactor);
        var offsets = run.Batch.Packing.Offsets;
        var swept = Workers.Map(run.Directions.Length, run.Threads, at =>
        {
            var direction = run.Directions[at];
            using var arriving = run.Network.Readout.Panels<T>().Relevance(at, direction.LastHidden, run.Scores, classes.AsSpan(), direction.Recorded.Cell, epsilon, biasFactor);
            return RelevanceSweep.Back(direction.Recorded, offsets.AsSpan(), direction.Inputs.AsSpan(), direction.Projection, arriving, epsilon, biasFactor);
        });
        var lanes = Indices.Same(classes.Length);
        var attribution = new Attribution(
            WordSums.Of([.. swept.Select(direction => direction.Words)], [.. run.Directions.Select(direction => direction.Order)]),
            WordSums.Of([.. swept.Select(direction => direction.Leftover)], [.. swept.Select(_ => lanes)]));
        foreach (var (words, leftover) in swept)
        {
            words.Dispose();
            leftover.Dispose();
        }

        return attribution;
    }
}
