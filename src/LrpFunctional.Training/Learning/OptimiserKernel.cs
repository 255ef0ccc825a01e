using LrpFunctional.Numerics;

namespace LrpFunctional.Training.Learning;

/// <summary>The steps of <see cref="Optimiser"/>, element by element.</summary>
internal static class OptimiserKernel
{
    /// <summary>One step of Adam.</summary>
    /// <param name="learned">W, m and v.</param>
    /// <param name="gradient">g.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="rate">The rate over 1 − β₁ᵗ.</param>
    /// <param name="widening">1 / √(1 − β₂ᵗ).</param>
    /// <param name="epsilon">ε.</param>
    public static Learned Adam(
        Learned learned,
        Matrix gradient,
        double beta1,
        double beta2,
        double rate,
        double widening,
        double epsilon
    )
    {
        var values = learned.Values.Span;
        var first = learned.First.Span;
        var second = learned.Second.Span;
        var g = gradient.Span;
        var (rows, columns) = (gradient.Rows, gradient.Columns);
        var (newValues, newFirst, newSecond) = (
            Frozen.Buffer(rows, columns),
            Frozen.Buffer(rows, columns),
            Frozen.Buffer(rows, columns)
        );
        for (var at = 0; at < g.Length; at++)
        {
            newFirst[at] = (beta1 * first[at]) + ((1 - beta1) * g[at]);
            newSecond[at] = (beta2 * second[at]) + ((1 - beta2) * g[at] * g[at]);
            newValues[at] = values[at] - (rate * newFirst[at] / ((Math.Sqrt(newSecond[at]) * widening) + epsilon));
        }

        return new Learned(
            newValues.AsMatrix(rows, columns),
            newFirst.AsMatrix(rows, columns),
            newSecond.AsMatrix(rows, columns)
        );
    }

    /// <summary>One step of AdaGrad.</summary>
    public static Learned AdaGrad(Learned learned, Matrix gradient, double rate, double epsilon)
    {
        var values = learned.Values.Span;
        var second = learned.Second.Span;
        var g = gradient.Span;
        var (rows, columns) = (gradient.Rows, gradient.Columns);
        var (newValues, newSecond) = (Frozen.Buffer(rows, columns), Frozen.Buffer(rows, columns));
        for (var at = 0; at < g.Length; at++)
        {
            newSecond[at] = second[at] + (g[at] * g[at]);
            newValues[at] = values[at] - (rate * g[at] / (Math.Sqrt(newSecond[at]) + epsilon));
        }

        return learned with
        {
            Values = newValues.AsMatrix(rows, columns),
            Second = newSecond.AsMatrix(rows, columns),
        };
    }
}
