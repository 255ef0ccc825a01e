using LrpFunctional.Numerics;

namespace LrpFunctional.Training.Learning;

/// <summary>How a gradient changes what is learned.</summary>
public abstract record Optimiser
{
    private Optimiser() { }

    /// <summary>The name under which recipes know it.</summary>
    public abstract string Name { get; }

    /// <summary>What is learned after one more step.</summary>
    /// <param name="learned">What is learned, and what is remembered of it.</param>
    /// <param name="gradient">∂L/∂W.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="steps">How many steps there are with this one.</param>
    public abstract Learned After(Learned learned, Matrix gradient, double rate, int steps);

    /// <summary>
    /// m = β₁ m + (1 − β₁) g; v = β₂ v + (1 − β₂) g²; W −= rate · m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ),
    /// v̂ = v / (1 − β₂ᵗ) (Kingma and Ba 2015).
    /// </summary>
    /// <param name="Beta1">β₁.</param>
    /// <param name="Beta2">β₂.</param>
    /// <param name="Epsilon">ε.</param>
    public sealed record Adam(double Beta1, double Beta2, double Epsilon) : Optimiser
    {
        /// <inheritdoc/>
        public override string Name => "adam";

        /// <inheritdoc/>
        public override Learned After(Learned learned, Matrix gradient, double rate, int steps) =>
            OptimiserKernel.Adam(
                learned,
                gradient,
                Beta1,
                Beta2,
                rate / (1 - Math.Pow(Beta1, steps)),
                1 / Math.Sqrt(1 - Math.Pow(Beta2, steps)),
                Epsilon
            );
    }

    /// <summary>v += g²; W −= rate · g / (√v + ε) (Duchi, Hazan and Singer 2011).</summary>
    /// <param name="Epsilon">ε.</param>
    public sealed record AdaGrad(double Epsilon) : Optimiser
    {
        /// <inheritdoc/>
        public override string Name => "adagrad";

        /// <inheritdoc/>
        public override Learned After(Learned learned, Matrix gradient, double rate, int steps) =>
            OptimiserKernel.AdaGrad(learned, gradient, rate, Epsilon);
    }
}
