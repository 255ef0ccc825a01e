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
    public static NetworkRelevance Back(RuleSet rules, Trace trace, Matrix relevance)
    {
        var head = HeadRelevance.Of(rules, trace.Head, relevance);
        var top = Back(rules, trace.Layers[^1], head.Arrivals(trace.Head));
        var layers = trace.Layers.Reverse().Skip(1).Aggregate(
            ImmutableArray.Create(top),
            (above, layer) => above.Insert(0, Back(rules, layer, Arrival.FromAbove(layer.Layer, trace.Batch.Packing, above[0].PerDimension))));
        return new NetworkRelevance(head, layers);
    }

    /// <summary>One step of a cell, given what arrives at h_t and c_t.</summary>
    public static StepRelevance Step(RuleSet rules, ICell cell, StepTrace step, CellState before, CellState arriving) => (cell, step.Gates) switch
    {
        (LstmCell lstm, LstmGates gates) => Step(rules, lstm, gates, step.State, before, arriving),
        (GruCell gru, GruGates gates) => Step(rules, gru, gates, step.State, before, arriving),
        var other => throw new ArgumentException($"{other} do not belong together", nameof(step)),
    };

    /// <summary>
    /// LSTM: R_c += R_h (h = o ⊙ tanh c, tanh passes relevance unchanged); c = f ⊙ c_{t−1} + i ⊙ g splits R_c between R_{c,t−1} and R_g;
    /// z_g splits R_g between x_t and h_{t−1} (Arras et al. 2017, section 3).
    /// </summary>
    private static StepRelevance Step(RuleSet rules, LstmCell cell, LstmGates gates, CellState state, CellState before, CellState arriving)
    {
        var toCell = Elementwise.Add(arriving.Cell, rules.Product.ToSignal(arriving.Hidden));

        var sum = rules.Linear.Send(toCell, state.Cell, [], 2 * cell.Units);
        var toCellBefore = rules.Product.ToSignal(sum.ThroughIdentity(Elementwise.Multiply(gates.Forget, before.Cell)));
        var toCandidate = rules.Product.ToSignal(sum.ThroughIdentity(Elementwise.Multiply(gates.Input, gates.Candidate)));

        var candidate = rules.Linear.Send(toCandidate, gates.CandidatePreactivation, cell.CandidateBias.AsSpan(), cell.InputSize + cell.Units);
        return new StepRelevance(new CellState(candidate.Through(before.Hidden, cell.CandidateRecurrent), toCellBefore), candidate);
    }

    /// <summary>
    /// GRU: h = (1 − z) ⊙ n + z ⊙ h_{t−1} splits R_h between R_n and h_{t−1}; z_n splits R_n between x_t and the reset part: by Un to r ⊙ h_{t−1}, or
    /// to r ⊙ u as it is and from u = Un h_{t−1} + bh_n to h_{t−1}. The gates r and z get nothing.
    /// </summary>
    private static StepRelevance Step(RuleSet rules, GruCell cell, GruGates gates, CellState state, CellState before, CellState arriving)
    {
        var sum = rules.Linear.Send(arriving.Hidden, state.Hidden, [], 2 * cell.Units);
        var straight = rules.Product.ToSignal(sum.ThroughIdentity(Elementwise.Multiply(gates.Update, before.Hidden)));
        var toCandidate = rules.Product.ToSignal(sum.ThroughIdentity(Elementwise.Multiply(Elementwise.OneLess(gates.Update), gates.Candidate)));

        var candidate = rules.Linear.Send(toCandidate, gates.CandidatePreactivation, cell.CandidateBias.AsSpan(), cell.InputSize + cell.Units);
        var passed = Elementwise.Multiply(gates.Reset, gates.ResetSource);
        var through = rules.Product.ToSignal(cell.ResetsBefore ? candidate.Through(passed, cell.CandidateRecurrent) : candidate.ThroughIdentity(passed));
        var toHidden = cell.ResetsBefore
            ? through
            : rules.Linear.Send(through, gates.ResetSource, cell.ResetBias.AsSpan(), cell.Units).Through(before.Hidden, cell.CandidateRecurrent);
        return new StepRelevance(new CellState(Elementwise.Add(straight, toHidden), arriving.Cell), candidate);
    }

    private static LayerRelevance Back(RuleSet rules, LayerTrace trace, ImmutableArray<Arrival> arrivals) =>
        new(trace, [.. trace.Directions.Zip(arrivals, (direction, arrival) => new DirectionRelevance(direction, TimeFold.Back(
            direction,
            arrival,
            (t, arriving) => Step(rules, direction.Cell, direction.Steps[t], direction.Before(t), arriving),
            step => step.Before)))]);
}
