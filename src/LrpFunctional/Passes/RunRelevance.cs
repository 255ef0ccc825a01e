using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Passes;

/// <summary>
/// The relevance that flowed back through a run: through each layer its quick way where it has one for the rules, else
/// by its steps.
/// </summary>
internal sealed class RunRelevance<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Run<T> _run;
    private readonly ImmutableArray<RelevanceBack<T>> _layers;
    private readonly Reaching<T> _atInput;

    private RunRelevance(Run<T> run, ImmutableArray<RelevanceBack<T>> layers)
    {
        _run = run;
        _layers = layers;
        _atInput = run.Network.Composition.AtInput<Reaching<T>, RelevanceBack<T>>(
            layers,
            (back, read) => back.ToRead[read],
            Reaching<T>.Together
        );
    }

    /// <summary>Σ_k R_k of each word (rows × 1).</summary>
    public Matrix Words =>
        _atInput switch
        {
            Reaching<T>.Summed known => known.Sums,
            Reaching<T>.States states => states.Sums.IfNone(() => Features.RowSums()),
            _ => Features.RowSums(),
        };

    /// <summary>R_k of each word and feature (rows × e), where it was kept.</summary>
    public Matrix Features => _atInput.Arriving.OfRows(_run.Input.Strands, _run.Batch.Packing);

    /// <summary>What stayed on initial states (n × 1).</summary>
    public Matrix Leftover =>
        _layers
            .Reverse()
            .Aggregate(
                Matrix.Zero(_run.Scores.Rows, 1),
                (sum, layer) => layer.Leftover.Match(leftover => sum + leftover, () => sum)
            );

    /// <summary>The relevance of everything below the scores, given that of the scores (n × C).</summary>
    /// <param name="run">What the network did.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="start">The relevance of the scores.</param>
    /// <param name="keepsFeatures">Whether that of each feature is kept, and not only the words' sums.</param>
    public static RunRelevance<T> Of(Run<T> run, RuleSet rules, Matrix start, bool keepsFeatures)
    {
        var composition = run.Network.Composition;
        bool Keeps(int layer) =>
            keepsFeatures
            || composition.ReadersOf(Composition.Input).Length > 1
            || composition.Reads[layer].Any(source => source != Composition.Input);
        RelevanceBack<T> Back(int layer, Reaching<T> reaching)
        {
            using (reaching)
                return run.Layers[layer]
                    .Relevance(rules, composition.Numbers[layer], reaching, Keeps(layer), run.Threads)
                    .IfNone(() =>
                        RelevanceBack<T>.Of(
                            run.Trace.Layers[layer].Relevance(rules, composition.Numbers[layer], reaching.Arriving),
                            composition.Reads[layer].Length
                        )
                    );
        }

        return new RunRelevance<T>(
            run,
            composition.Back<Reaching<T>, RelevanceBack<T>>(
                new Reaching<T>.Known(new Arriving.AtEach(start)),
                Back,
                (back, read) => back.ToRead[read],
                Reaching<T>.Together
            )
        );
    }

    public void Dispose() => _atInput.Dispose();
}
