using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>The steps composed: one line each for what users do most.</summary>
public static class Pipelines
{
    /// <summary>The explanation of the class predicted for one sentence.</summary>
    public static Explanation Explain(this Method method, RecurrentNetwork network, Sentence sentence) =>
        method.Explain(network, sentence, Target.Predicted)[0];

    /// <summary>The explanations of a target's classes for one sentence.</summary>
    public static ImmutableArray<Explanation> Explain(this Method method, RecurrentNetwork network, Sentence sentence, Target target) =>
        Explain([method], target, ForwardPass.Run(network, sentence))[0];

    /// <summary>The explanations of a stream of sentences, in its order; see <see cref="Batches.Map"/> for memory and threads.</summary>
    public static IEnumerable<Explanation> Explain(this Method method, RecurrentNetwork network, IEnumerable<Sentence> sentences, Target target, int threads = 1) =>
        Explain([method], network, sentences, target, threads).SelectMany(ofSentence => ofSentence);

    /// <summary>For each sentence of a stream its explanations by several methods, which share the forward pass: method by method, class by class.</summary>
    public static IEnumerable<ImmutableArray<Explanation>> Explain(
        ImmutableArray<Method> methods, RecurrentNetwork network, IEnumerable<Sentence> sentences, Target target, int threads = 1, CancellationToken cancellation = default) =>
        Batches.Map(sentences, threads, batch => Explain(methods, target, ForwardPass.Run(network, batch)), cancellation);

    /// <summary>For each lane of a trace its explanations by several methods.</summary>
    /// <exception cref="ArgumentException">The target is the label, and a sentence has none.</exception>
    /// <exception cref="IndexOutOfRangeException">The target is a class that the network does not have.</exception>
    public static ImmutableArray<ImmutableArray<Explanation>> Explain(ImmutableArray<Method> methods, Target target, Trace trace)
    {
        var predictions = Prediction.Of(trace);
        var classes = predictions.Select(target.Classes).ToImmutableArray();
        var runs =
            (from method in methods
             from choice in Enumerable.Range(0, classes[0].Length)
             let chosen = classes.Select(ofLane => ofLane[choice]).ToImmutableArray()
             select (method.Name, Classes: chosen, Attribution: method.PerWord(trace, chosen))).ToImmutableArray();
        return
        [
            .. predictions.Select((prediction, lane) =>
            {
                var rows = trace.Batch.Packing.RowsOf(lane);
                return runs.Select(run => new Explanation(
                    prediction,
                    run.Name,
                    run.Classes[lane],
                    [.. rows.Select(row => run.Attribution.Relevances[row, 0])],
                    run.Attribution.Leftover.Map(leftover => leftover[lane, 0]))).ToImmutableArray();
            }),
        ];
    }

    /// <summary>The numbers of each word and embedding dimension (T × e) for the class predicted; each row adds up to the word's number.</summary>
    public static Matrix ExplainDimensions(this Method method, RecurrentNetwork network, Sentence sentence) =>
        method.ExplainDimensions(network, sentence, Target.Predicted)[0];

    /// <summary>The numbers of each word and embedding dimension (T × e), for each of a target's classes.</summary>
    public static ImmutableArray<Matrix> ExplainDimensions(this Method method, RecurrentNetwork network, Sentence sentence, Target target)
    {
        var trace = ForwardPass.Run(network, sentence);
        return [.. target.Classes(Prediction.Of(trace)[0]).Select(index => method.PerDimension(trace, [index]))];
    }

    /// <summary>What the network says of one sentence.</summary>
    public static Prediction Predict(this RecurrentNetwork network, Sentence sentence) => Prediction.Of(ForwardPass.Run(network, sentence))[0];

    /// <summary>What the network says of a stream of sentences, in its order.</summary>
    public static IEnumerable<Prediction> Predict(
        this RecurrentNetwork network, IEnumerable<Sentence> sentences, int threads = 1, CancellationToken cancellation = default) =>
        Batches.Map(sentences, threads, batch => Prediction.Of(ForwardPass.Run(network, batch)), cancellation);
}
