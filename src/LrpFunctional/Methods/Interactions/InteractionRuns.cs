using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Memory;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods.Interactions;

/// <summary>Interactions of one sentence, or of a stream of them.</summary>
public static class InteractionRuns
{
    // A sentence costs thousands of runs: few of them are work enough for all threads.
    private const int Window = 64;

    /// <summary>The interactions of the words of one sentence for the class predicted.</summary>
    public static WordInteractions Explain(
        this InteractionMethod method,
        RecurrentNetwork network,
        Sentence sentence
    ) => method.Explain(network, sentence, Target.Predicted)[0];

    /// <summary>The interactions of the words of one sentence for a target's outputs.</summary>
    public static ImmutableArray<WordInteractions> Explain(
        this InteractionMethod method,
        RecurrentNetwork network,
        Sentence sentence,
        Target target
    ) => Explain([method], network, [sentence], target).Single();

    /// <summary>
    /// For each sentence of a stream, in its order, the interactions of its words by several methods: method by method,
    /// output by output. It reads ahead by at most 64 sentences, or 1024 of a network with a mask.
    /// </summary>
    /// <exception cref="ArgumentException">The target is the label, and a sentence has none; or the network's mask
    /// skips every step of a sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target is a class that the network does not have.</exception>
    /// <exception cref="NotSupportedException">A method has no equations for the network or the target.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IEnumerable<ImmutableArray<WordInteractions>> Explain(
        ImmutableArray<InteractionMethod> methods,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var how = options ?? ExplainOptions.Default;
        IEnumerable<ImmutableArray<WordInteractions>> Whole(RecurrentNetwork whole, IEnumerable<Sentence> read) =>
            read.Chunk(Window)
                .SelectMany(window =>
                {
                    var predictions = whole.Predict(window, how, cancellation).ToImmutableArray();
                    var work = new Work(Math.Max(1, how.Threads / window.Length), cancellation);
                    return Workers.Map(
                        window.Length,
                        how.Threads,
                        at => Of(methods, whole, predictions[at], target, work),
                        cancellation
                    );
                });
        return MaskedSentence.Map<ImmutableArray<WordInteractions>>(
            network,
            sentences,
            Whole,
            (masked, found) => [.. found.Select(one => Over(masked, one))]
        );
    }

    private static ImmutableArray<WordInteractions> Of(
        ImmutableArray<InteractionMethod> methods,
        RecurrentNetwork network,
        Prediction prediction,
        Target target,
        Work work
    )
    {
        var sentence = prediction.Sentence;
        var outputs = Pipelines.Known(target.Outputs(prediction), prediction.Scores.Length);
        ImmutableArray<PairShare> Found(InteractionMethod method) =>
            sentence.Length > 1
                ? method.Find(network, sentence, outputs, work)
                : [.. outputs.Select(_ => PairShare.Of(sentence.Length, []))];
        return
        [
            .. from method in methods
            let provenance = new Provenance(method.Settings, network)
            from found in outputs.Zip(Found(method), (output, share) => (Output: output, Share: share))
            select new WordInteractions(
                prediction,
                method.Name,
                found.Output,
                provenance,
                found.Share.Pairs,
                found.Share.StandardErrors
            ),
        ];
    }

    // Pairs of words that are skipped have zeros.
    private static WordInteractions Over(MaskedSentence masked, WordInteractions found)
    {
        Matrix Laid(Matrix pairs) => MatrixRows.Transposed(masked.Over(MatrixRows.Transposed(masked.Over(pairs))));
        return found with
        {
            Prediction = masked.Over(found.Prediction),
            Provenance = found.Provenance with { Network = masked.Network },
            Pairs = Laid(found.Pairs),
            StandardErrors = found.StandardErrors.Map(Laid),
        };
    }
}
