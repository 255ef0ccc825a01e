using System.Collections.Immutable;
using LrpFunctional.Forward;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Numerics.Kernels;
using LrpFunctional.Rules;

namespace LrpFunctional.Relevances;

/// <summary>Layer-wise relevance propagation: the forward pass read from its end, a rule at each connection.</summary>
public static class RelevancePass
{
    /// <summary>The relevance of everything below the scores, given that of the scores (n × C).</summary>
    public static ImmutableArray<DirectionRelevance> Back(RuleSet rules, Trace trace, Matrix relevance)
    {
        var (layer, readout) = (trace.Network.Layer, trace.Network.Readout);
        var message = rules.Linear.Send(relevance, trace.Scores, readout.Bias.AsSpan(), layer.Units);
        return [.. trace.Directions.Zip(readout.Weights, (direction, weights) => Back(rules, direction, message.Through(direction.LastHidden, weights)))];
    }

    /// <summary>
    /// One step: R_c += R_h (h = o ⊙ tanh c, tanh passes relevance unchanged); c = f ⊙ c_{t−1} + i ⊙ g splits R_c between R_{c,t−1} and R_g;
    /// z_g splits R_g between x_t and h_{t−1} (Arras et al. 2017, section 3).
    /// </summary>
    public static StepRelevance Step(RuleSet rules, LstmCell cell, StepTrace step, LstmState before, LstmState arriving)
    {
        var gates = step.Gates;
        var toCell = Elementwise.Add(arriving.Cell, rules.Product.ToSignal(arriving.Hidden));

        var sum = rules.Linear.Send(toCell, step.State.Cell, [], 2 * cell.Units);
        var toCellBefore = rules.Product.ToSignal(sum.ThroughIdentity(Elementwise.Multiply(gates.Forget, before.Cell)));
        var toCandidate = rules.Product.ToSignal(sum.ThroughIdentity(Elementwise.Multiply(gates.Input, gates.Candidate)));

        var candidate = rules.Linear.Send(toCandidate, gates.CandidatePreactivation, cell.CandidateBias.AsSpan(), cell.InputSize + cell.Units);
        return new StepRelevance(new LstmState(candidate.Through(before.Hidden, cell.CandidateRecurrent), toCellBefore), candidate);
    }

    private static DirectionRelevance Back(RuleSet rules, DirectionTrace trace, Matrix atLastHidden) =>
        new(trace, TimeFold.Back(
            trace.Packing,
            atLastHidden,
            (t, arriving) => Step(rules, trace.Cell, trace.Steps[t], trace.Before(t), arriving),
            step => step.Before));
}
