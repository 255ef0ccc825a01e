using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using MathNet.Numerics.Integration;

namespace LrpFunctional.Methods;

/// <summary>
/// Integrated gradients: R_tk = (x_tk − b_tk) · Σ_{i=1…m} w_i ∂f/∂x_tk at b + a_i (x − b), the integral along the line
/// from a baseline b (Sundararajan, Taly, Yan 2017) by the m nodes a_i and weights w_i of Gauss and Legendre on [0, 1].
/// The leftover is what completeness lacks: f(x) − f(b) − Σ R.
/// </summary>
public static class IntegratedGradients
{
    /// <summary>m, unless another is given.</summary>
    public const int UsualSteps = 50;

    /// <summary>What m may be.</summary>
    public static NumberRange StepCounts { get; } = NumberRange.Whole(1, 10_000, $"{UsualSteps} is the default");

    /// <summary>From zeros.</summary>
    public static Method Default { get; } = With();

    /// <summary>The method: ig, with what is not usual at the end of its name.</summary>
    /// <param name="baseline">b.</param>
    /// <param name="steps">m, from 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step.</exception>
    public static Method With(Baseline baseline = Baseline.Zero, int steps = UsualSteps)
    {
        StepCounts.Require(nameof(steps), steps);
        var nodes = new Lazy<ImmutableArray<(double, double)>>(() => Nodes(steps));
        return Method.Of(
            MethodNames.Of("ig", baseline),
            "integrated gradients",
            $"baseline {baseline}, {steps} Gauss-Legendre nodes",
            new SentenceWords(
                HasFeatures: true,
                (network, sentence, outputs) => Shares(baseline, nodes.Value, network, sentence, outputs)
            )
        );
    }

    private static ImmutableArray<(double Place, double Weight)> Nodes(int count)
    {
        var rule = new GaussLegendreRule(0, 1, count);
        return [.. Enumerable.Range(0, count).Select(node => (rule.GetAbscissa(node), rule.GetWeight(node)))];
    }

    private static ImmutableArray<SentenceShare> Shares(
        Baseline baseline,
        ImmutableArray<(double Place, double Weight)> nodes,
        RecurrentNetwork network,
        Sentence sentence,
        ImmutableArray<Output> outputs
    )
    {
        var vectors = Changes.Vectors(network, sentence);
        var start = Changes.Silence(network, baseline, vectors.Rows);
        var way = vectors - start;
        Sentence At(double part) => Sentence.Of(Elementwise.AddScaled(start, part, way), Option<int>.None);
        var gradients = OutputSlopes.Gradients(network, nodes.Select(node => At(node.Place)), outputs);
        var means = nodes
            .Zip(gradients, (node, ofNode) => ofNode.Select(gradient => node.Weight * gradient).ToImmutableArray())
            .Aggregate((sums, next) => [.. sums.Zip(next, (x, y) => x + y)]);
        var ends = OutputSlopes.Values(
            network,
            [Sentence.Of(vectors, Option<int>.None), Sentence.Of(start, Option<int>.None)],
            outputs
        );
        SentenceShare Share(Matrix mean, ImmutableArray<double> values)
        {
            var features = way.Times(mean);
            var words = features.RowSums();
            return new SentenceShare(words, values[0] - values[1] - Reduction.Sum(words.Span), features);
        }

        return [.. means.Zip(ends, Share)];
    }
}
