using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Methods;

/// <summary>
/// DeepLIFT with the rescale rule: R = m (x − x_ref), so that Σ words + score of the reference = score (Shrikumar,
/// Greenside and Kundaje 2017). What is left over is the score of the reference.
/// </summary>
public static class DeepLift
{
    private const string Name = "deeplift";

    /// <summary>DeepLIFT against a sentence of zeros.</summary>
    public static Method Default { get; } = With(Baseline.Zero);

    /// <summary>
    /// DeepLIFT against a sentence that says nothing; the network lacks the vector of some baselines, and refuses them.
    /// </summary>
    public static Method With(Baseline baseline) =>
        Against(
            MethodNames.Of(Name, baseline),
            $"baseline {baseline}",
            (network, sentence) => Sentence.Of(Changes.Silence(network, baseline, sentence.Length), Option<int>.None)
        );

    /// <summary>DeepLIFT against the same vector x_ref (e) at each word.</summary>
    public static Method AgainstVector(ImmutableArray<double> vector) =>
        Against(sentence =>
            Sentence.Of(
                MatrixRows.Gather(Matrix.Of(1, vector.Length, vector), Indices.Repeated(0, sentence.Length).AsSpan()),
                Option<int>.None
            )
        );

    /// <summary>
    /// DeepLIFT against a sentence, or a sequence of vectors x_ref (T × e), of each sentence's own length; all are
    /// words or all are vectors.
    /// </summary>
    public static Method Against(Func<Sentence, Sentence> reference) =>
        Against(Name, "baseline of your own", (_, sentence) => reference(sentence));

    /// <summary>The multipliers m, given what the network did with the references.</summary>
    public static NetworkGradient Back(Trace trace, Trace reference, ImmutableArray<Output> outputs) =>
        RescalePass.Back(trace, reference, OutputSlopes.Weights(Name, outputs, trace.Scores));

    private static Method Against(string name, string settings, Func<RecurrentNetwork, Sentence, Sentence> reference) =>
        Method.Of(
            name,
            "DeepLIFT's rescale rule",
            settings,
            new TraceWords(
                HasFeatures: true,
                trace =>
                {
                    var other = Reference(trace, reference);
                    var moved = trace.Inputs - other.Inputs;
                    return (outputs, detail) =>
                    {
                        var features = Pool.PerFeature(Back(trace, other, outputs)).Times(moved);
                        var ofReference = OutputSlopes.Weights(Name, outputs, other.Scores).Times(other.Scores);
                        return new Attribution(features.RowSums(), ofReference.RowSums()).With(detail, () => features);
                    };
                }
            )
        );

    // Checked before packing, which would bring other lengths into another order.
    private static Trace Reference(Trace trace, Func<RecurrentNetwork, Sentence, Sentence> reference)
    {
        var (sentences, references) = (
            trace.Batch.Sentences,
            trace.Batch.Sentences.Select(sentence => reference(trace.Network, sentence)).ToImmutableArray()
        );
        return sentences.Zip(references, (sentence, other) => sentence.Length == other.Length).All(same => same)
            ? ForwardPass.Run(trace.Network, PackedBatch.Of(references))
            : throw new ArgumentException("a reference is as long as its sentence", nameof(reference));
    }
}
