using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>How the relevance of a product z_p = z_gate · z_signal is shared between its two factors.</summary>
public sealed record ProductRule
{
    private readonly Func<Matrix, Matrix> _toSignal;

    private ProductRule(Func<Matrix, Matrix> toSignal) => _toSignal = toSignal;

    /// <summary>R_signal = R_p, R_gate = 0: a gate decides how much passes, the signal is what passes (Arras et al. 2017).</summary>
    public static ProductRule All { get; } = new(relevance => relevance);

    /// <summary>R_signal, given R_p.</summary>
    public Matrix ToSignal(Matrix relevance) => _toSignal(relevance);
}
