using System.Collections.Immutable;
using System.Numerics;
using LrpFunctional.Layers;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>The steps composed: one line each for what users do most.</summary>
public static class Pipelines
{
    /// <summary>The explanation of the class predicted for one sentence.</summary>
    public static Explanation Explain(
        this Method method,
        RecurrentNetwork network,
        Sentence sentence,
        ExplainOptions? options = null
    ) => method.Explain(network, sentence, Target.Predicted, options)[0];

    /// <summary>The explanations of a target's outputs for one sentence.</summary>
    public static ImmutableArray<Explanation> Explain(
        this Method method,
        RecurrentNetwork network,
        Sentence sentence,
        Target target,
        ExplainOptions? options = null
    ) => Explain([method], network, [sentence], target, options).Single();

    /// <summary>
    /// The explanations of a stream of sentences, in its order; reads ahead by at most 1024 sentences, so memory does
    /// not grow with the stream.
    /// </summary>
    public static IEnumerable<Explanation> Explain(
        this Method method,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    ) => Explain([method], network, sentences, target, options, cancellation).SelectMany(ofSentence => ofSentence);

    /// <summary>
    /// For each sentence of a stream its explanations by several methods, which share the forward pass: method by
    /// method, output by output.
    /// </summary>
    /// <exception cref="ArgumentException">The target is the label, and a sentence has none; or the network's mask
    /// skips every step of a sentence.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The target is a class that the network does not have.</exception>
    /// <exception cref="NotSupportedException">A method has no equations for the network or the target, or no numbers
    /// for features.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static IEnumerable<ImmutableArray<Explanation>> Explain(
        ImmutableArray<Method> methods,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var how = options ?? ExplainOptions.Default;
        var needs = Needs(methods, how.Detail);
        IEnumerable<ImmutableArray<Explanation>> Whole<T>(RecurrentNetwork whole, IEnumerable<Sentence> read)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            RunStream.Map<T, ImmutableArray<Explanation>>(
                whole,
                read,
                needs,
                run => Of(methods, target, how.Detail, run),
                how.Threads,
                cancellation
            );
        return MaskedSentence.Map<ImmutableArray<Explanation>>(
            network,
            sentences,
            how.Precision == Precision.Bits32 ? Whole<float> : Whole<double>,
            (masked, explanations) => [.. explanations.Select(masked.Over)]
        );
    }

    /// <summary>What the network says of one sentence.</summary>
    public static Prediction Predict(this RecurrentNetwork network, Sentence sentence) =>
        network.Predict([sentence]).Single();

    /// <summary>What the network says of a stream of sentences, in its order.</summary>
    public static IEnumerable<Prediction> Predict(
        this RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        ExplainOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        var how = options ?? ExplainOptions.Default;
        IEnumerable<Prediction> Whole<T>(RecurrentNetwork whole, IEnumerable<Sentence> read)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            RunStream.Map<T, Prediction>(whole, read, Recording.None, Prediction.Of, how.Threads, cancellation);
        return MaskedSentence.Map<Prediction>(
            network,
            sentences,
            how.Precision == Precision.Bits32 ? Whole<float> : Whole<double>,
            (masked, prediction) => masked.Over(prediction)
        );
    }

    /// <summary>What the forward pass has to write down for these methods.</summary>
    /// <exception cref="NotSupportedException">A method has no such numbers.</exception>
    internal static Recording Needs(ImmutableArray<Method> methods, Detail detail) =>
        methods.Aggregate(Recording.None, (all, method) => all | method.Needs(detail));

    /// <summary>
    /// For each lane of a run its explanations by several methods: method by method, output by output.
    /// </summary>
    internal static ImmutableArray<ImmutableArray<Explanation>> Of<T>(
        ImmutableArray<Method> methods,
        Target target,
        Detail detail,
        Run<T> run
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var predictions = Prediction.Of(run);
        var outputs = predictions
            .Select(prediction => Known(target.Outputs(prediction), prediction.Scores.Length))
            .ToImmutableArray();
        ImmutableArray<ImmutableArray<Output>> choices =
        [
            .. outputs[0].Select((_, choice) => outputs.Select(ofLane => ofLane[choice]).ToImmutableArray()),
        ];
        ImmutableArray<IGradientWords> byGradient =
        [
            .. methods.Select(method => method.Words).OfType<IGradientWords>(),
        ];
        var together = GradientWords.Together(run, choices, byGradient, detail);
        ImmutableArray<Attribution> Found(IWordMethod words) =>
            words is IGradientWords gradient ? together[byGradient.IndexOf(gradient)] : words.Of(run, choices, detail);
        var attributions = (
            from method in methods
            let provenance = new Provenance(method.Settings, run.Network) { IsSigned = method.IsSigned }
            from found in choices.Zip(
                Found(method.Words),
                (chosen, attribution) => (Outputs: chosen, Attribution: attribution)
            )
            select (method.Name, found.Outputs, Provenance: provenance, found.Attribution)
        ).ToImmutableArray();
        var packing = run.Batch.Packing;
        return
        [
            .. predictions.Select(
                (prediction, lane) =>
                    attributions
                        .Select(attribution => new Explanation(
                            prediction,
                            attribution.Name,
                            attribution.Outputs[lane],
                            attribution.Provenance,
                            MatrixRows.OfLane(
                                attribution.Attribution.Relevances,
                                packing.Offsets.AsSpan(),
                                lane,
                                packing.Lengths[lane]
                            ),
                            attribution.Attribution.Leftover.Map(leftover => leftover[lane, 0]),
                            attribution.Attribution.Features.Map(features =>
                                PackedSequences.OfLane(features, packing.Offsets.AsSpan(), lane, packing.Lengths[lane])
                            ),
                            attribution.Attribution.Ledgers.Map(ledgers => ledgers[lane])
                        )
                        {
                            States = attribution.Attribution.States.Map(states => states[lane]),
                            Sampled = attribution.Attribution.Sampled.Map(sampled => sampled[lane]),
                        })
                        .ToImmutableArray()
            ),
        ];
    }

    /// <summary>The outputs, whose classes there are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One there is not.</exception>
    internal static ImmutableArray<Output> Known(ImmutableArray<Output> outputs, int classes) =>
        outputs
            .SelectMany(output => output.Against.ToSeq().Add(output.Class))
            .All(index => index >= 0 && index < classes)
            ? outputs
            : throw new ArgumentOutOfRangeException(
                nameof(outputs),
                $"a class of {string.Join(", ", outputs)} is not one of the {classes} from 0 on"
            );
}
