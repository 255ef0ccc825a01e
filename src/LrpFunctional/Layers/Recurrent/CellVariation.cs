using LanguageExt;
using LrpFunctional.Layers.Pointwise;

namespace LrpFunctional.Layers.Recurrent;

/// <summary>Where a cell's equations are not the usual ones; what is not given is as usual.</summary>
public sealed record CellVariation
{
    /// <summary>The usual equations.</summary>
    public static CellVariation None { get; } = new();

    /// <summary>The function of the gates, σ as a rule.</summary>
    public Option<Activation> Gates { get; init; }

    /// <summary>The function of the candidate, and of the only sum of a simple cell, tanh as a rule.</summary>
    public Option<Activation> Candidate { get; init; }

    /// <summary>The function of c that the output gate lets out, tanh as a rule.</summary>
    public Option<Activation> Output { get; init; }

    /// <summary>Peepholes p (3d) by which an LSTM's gates i, f, o see c; none counts as zeros.</summary>
    public Option<Weight> Peepholes { get; init; }

    /// <summary>W of an LSTM's h = W (o ⊙ a(c)) (p × d).</summary>
    public Option<Weight> Projection { get; init; }

    /// <summary>Layer normalisations of an LSTM, which then has none of the other variations but functions.</summary>
    public Option<CellNormalisations> Normalisations { get; init; }

    /// <summary>
    /// Whether an LSTM keeps what it does not write, f = 1 − i; the weights of f then count for nothing.
    /// </summary>
    public bool CouplesForget { get; init; }

    /// <summary>Whether an LSTM or a GRU with it has kernels.</summary>
    internal bool IsUsual(Option<HardSigmoid> gate) =>
        Gates.ForAll(function => function == HardSigmoid.Opening(gate))
        && Candidate.ForAll(function => function == Activation.Tanh)
        && Output.ForAll(function => function == Activation.Tanh)
        && Peepholes.IsNone
        && Projection.IsNone
        && Normalisations.IsNone
        && !CouplesForget;
}
