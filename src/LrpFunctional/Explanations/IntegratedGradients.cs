using System.Collections.Immutable;
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
/// <param name="Steps">m, from 1 to a million.</param>
public sealed record IntegratedGradients(Baseline Baseline = Baseline.Zero, int Steps = 50)
{
    /// <summary>What m may be.</summary>
    public static NumberRange StepCounts { get; } = NumberRange.Whole(1, 1_000_000, "50 is the default");

    /// <summary>The method: ig, with what is not usual at the end of its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step.</exception>
    public Method Method => Method.Of(
        MethodNames.Of("ig", Baseline),
        "integrated gradients",
        $"baseline {Baseline}, {StepCounts.Require(nameof(Steps), Steps)} steps",
        hasFeatures: true,
        Shares);

    private ImmutableArray<SentenceShare> Shares(RecurrentNetwork network, Sentence sentence, ImmutableArray<Output> outputs)
    {
        var vectors = Changes.Vectors(network, sentence);
        var start = Changes.Silence(network, Baseline, vectors.Rows);
        var way = Elementwise.Subtract(vectors, start);
        Sentence At(double part) => Sentence.Of(Elementwise.AddScaled(start, part, way), Option<int>.None);
        var sums = Outputs.Gradients(network, Enumerable.Range(0, Steps).Select(step => At((step + 0.5) / Steps)), outputs)
            .Aggregate((sums, next) => [.. sums.Zip(next, Elementwise.Add)]);
        var ends = Outputs.Values(network, [Sentence.Of(vectors, Option<int>.None), Sentence.Of(start, Option<int>.None)], outputs);
        SentenceShare Share(Matrix sum, ImmutableArray<double> values)
        {
            var features = Elementwise.Multiply(way, Elementwise.Scale(1.0 / Steps, sum));
            var words = Rows.Sums(features);
            return new SentenceShare(words, values[0] - values[1] - Reduction.Sum(words.Span), features);
        }

        return [.. sums.Zip(ends, Share)];
    }
}
