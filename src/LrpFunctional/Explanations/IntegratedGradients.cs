using LanguageExt;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Sequences;

namespace LrpFunctional.Explanations;

/// <summary>
/// Integrated gradients: R_tk = (x_tk − b_tk) · 1/m Σ_{i=1…m} ∂f/∂x_tk at b + (i − ½)/m (x − b), the integral along the line from a baseline b by the midpoint rule
/// (Sundararajan, Taly, Yan 2017). The leftover is what completeness lacks: f(x) − f(b) − Σ R.
/// </summary>
/// <param name="Baseline">b.</param>
/// <param name="Steps">m, from 1 on.</param>
/// <param name="Quantity">f.</param>
public sealed record IntegratedGradients(Baseline Baseline = Baseline.Zero, int Steps = 50, Quantity Quantity = Quantity.Score)
{
    /// <summary>The method: ig, with what is not usual at the end of its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step.</exception>
    public Method Method => Steps >= 1
        ? Method.Of(
            MethodNames.Of("ig", (Baseline == Baseline.Mean, "mean"), (Baseline == Baseline.Unknown, "unknown"), MethodNames.Of(Quantity)),
            "integrated gradients",
            hasFeatures: true,
            Share)
        : throw new ArgumentOutOfRangeException(nameof(Steps), $"an integral has 1 step or more, not {Steps}");

    private SentenceShare Share(RecurrentNetwork network, Sentence sentence, int target)
    {
        var vectors = Changes.Vectors(network, sentence);
        var start = Start(network, vectors.Rows);
        var way = Elementwise.Subtract(vectors, start);
        Sentence At(double part) => Sentence.Of(Elementwise.AddScaled(start, part, way), Option<int>.None);
        var sum = Quantities.Gradients(Quantity, network, Enumerable.Range(0, Steps).Select(step => At((step + 0.5) / Steps)), target).Aggregate(Elementwise.Add);
        var features = Elementwise.Multiply(way, Elementwise.Scale(1.0 / Steps, sum));
        var words = Rows.Sums(features);
        var ends = Quantities.Values(Quantity, network, [Sentence.Of(vectors, Option<int>.None), Sentence.Of(start, Option<int>.None)], target);
        return new SentenceShare(words, ends[0] - ends[1] - Reduction.Sum(words.Span), features);
    }

    private Matrix Start(RecurrentNetwork network, int length) => Baseline switch
    {
        Baseline.Mean => Rows.Gather(Changes.MeanVector(network), Indices.Repeated(0, length).AsSpan()),
        Baseline.Unknown => Rows.Gather(network.Embedding, Indices.Repeated(Changes.UnknownId(network), length).AsSpan()),
        _ => Matrix.Zero(length, network.InputSize),
    };
}
