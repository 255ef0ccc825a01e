using System.Collections.Immutable;
using LrpFunctional.Numerics;

namespace LrpFunctional.Rules;

/// <summary>
/// How the relevance of a product z_p = z_gate · z_signal is shared between its two factors, R_gate + R_signal = R_p
/// (Arras et al. 2019).
/// </summary>
public sealed record ProductRule
{
    private readonly Func<Matrix, Matrix, Matrix> _ofGate;

    private ProductRule(string name, bool gatesReceive, Func<Matrix, Matrix, Matrix> ofGate)
    {
        Name = name;
        GatesReceive = gatesReceive;
        _ofGate = ofGate;
    }

    /// <summary>
    /// R_signal = R_p, R_gate = 0: a gate decides how much passes, the signal is what passes (Arras et al. 2017).
    /// </summary>
    public static ProductRule All { get; } = new("all", false, (gate, _) => Matrix.Zero(gate.Rows, gate.Columns));

    /// <summary>R_gate = R_signal = R_p / 2.</summary>
    public static ProductRule Half { get; } =
        new("half", true, (gate, _) => Matrix.Constant(gate.Rows, gate.Columns, 0.5));

    /// <summary>
    /// R_gate = z_gate / (z_gate + z_signal) · R_p, R_signal the rest; all to the signal where the sum is 0.
    /// </summary>
    public static ProductRule Proportional { get; } = new("prop", true, (gate, signal) => gate.Over(gate + signal));

    /// <summary>
    /// R_gate = |z_gate| / (|z_gate| + |z_signal|) · R_p, R_signal the rest; all to the signal where both are 0.
    /// </summary>
    public static ProductRule Absolute { get; } =
        new(
            "abs",
            true,
            (gate, signal) =>
                Elementwise.Magnitude(gate).Over(Elementwise.Magnitude(gate) + Elementwise.Magnitude(signal))
        );

    /// <summary>All of them.</summary>
    public static ImmutableArray<ProductRule> Offered { get; } = [All, Half, Proportional, Absolute];

    /// <summary>Its name, as results record it.</summary>
    public string Name { get; }

    /// <summary>Whether gates receive anything at all.</summary>
    public bool GatesReceive { get; }

    /// <summary>R_gate and R_signal, given the factors and R_p.</summary>
    public (Matrix ToGate, Matrix ToSignal) Share(Matrix gate, Matrix signal, Matrix relevance)
    {
        var toGate = _ofGate(gate, signal).Times(relevance);
        return (toGate, relevance - toGate);
    }
}
