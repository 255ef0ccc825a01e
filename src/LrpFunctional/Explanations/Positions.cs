using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>The scores at every step, of a network that gives some at each, explained one after the other.</summary>
public static class Positions
{
    // Enough sentences for a batch at each position, few enough to hold the explanations of all their positions.
    private const int Window = 64;

    /// <summary>
    /// For each sentence of a stream the explanations of the scores at each position, the first first, and for each
    /// method by method, output by output, as <see cref="RecurrentNetwork.At"/> gives them; each output knows its
    /// position.
    /// </summary>
    /// <param name="methods">The methods.</param>
    /// <param name="network">The network.</param>
    /// <param name="sentences">The stream, read once.</param>
    /// <param name="target">What is explained; the class predicted is that at each position.</param>
    /// <param name="options">How they are computed.</param>
    /// <param name="cancellation">Ends the work after the batches in hand.</param>
    /// <exception cref="InvalidOperationException">The network gives one vector of scores.</exception>
    /// <exception cref="ArgumentException">The network's mask skips every step of a sentence.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IEnumerable<ImmutableArray<Explanation>> Explain(
        ImmutableArray<Method> methods,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        sentences
            .Chunk(Window)
            .SelectMany(window =>
            {
                ImmutableArray<int> counts = [.. window.Select(sentence => CountOf(network, sentence))];
                var explained = Enumerable
                    .Range(0, counts.Max())
                    .SelectMany(position =>
                    {
                        ImmutableArray<int> there =
                        [
                            .. Enumerable.Range(0, window.Length).Where(at => position < counts[at]),
                        ];
                        return there.Zip(
                            Pipelines.Explain(
                                methods,
                                network.At(position),
                                there.Select(at => window[at]),
                                target,
                                options,
                                cancellation
                            ),
                            (at, explanations) => (at, Of: explanations.Select(explanation => explanation.At(position)))
                        );
                    })
                    .ToLookup(found => found.at, found => found.Of);
                return Enumerable
                    .Range(0, window.Length)
                    .Select(at => explained[at].SelectMany(ofPosition => ofPosition).ToImmutableArray());
            });

    /// <summary>The same explanation, whose output says at which position its scores are, counted from 0.</summary>
    public static Explanation At(this Explanation explanation, int position) =>
        explanation with
        {
            Target = explanation.Target with { Position = position },
        };

    // Windows with strides give fewer than they read, and decoders as many as they like.
    private static int CountOf(RecurrentNetwork network, Sentence sentence)
    {
        var read = network.Mask.IsNone ? sentence : MaskedSentence.Of(network, sentence).Read;
        using var run = Run<double>.Of(network.WithoutMask, PackedBatch.Of([read]), null, Recording.None, 1);
        return run.Layers[^1].Packing.Lengths[0];
    }
}
