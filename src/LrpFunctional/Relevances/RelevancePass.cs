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
        var top = Back(rules.OfLayer(trace.Layers.Length - 1), trace.Layers[^1], head.Arrivals(trace.Head));
        var layers = trace.Layers.Select((layer, at) => (Layer: layer, At: at)).Reverse().Skip(1).Aggregate(
            ImmutableArray.Create(top),
            (above, layer) => above.Insert(0, Back(
                rules.OfLayer(layer.At), layer.Layer, Arrival.FromAbove(layer.Layer.Layer, trace.Batch.Packing, above[0].PerDimension))));
        return new NetworkRelevance(relevance, head, layers);
    }

    /// <summary>One step of a cell, given what it read (n × e) and what arrives at h_t and c_t.</summary>
    public static StepRelevance Step(LayerRules rules, ICell cell, Matrix input, StepTrace step, CellState before, CellState arriving) => (cell, step.Gates) switch
    {
        (LstmCell lstm, LstmGates gates) => Step(rules, lstm, input, gates, step.State, before, arriving),
        (GruCell gru, GruGates gates) => Step(rules, gru, input, gates, step.State, before, arriving),
        var other => throw new ArgumentException($"{other} do not belong together", nameof(step)),
    };

    /// <summary>
    /// LSTM: h = o ⊙ tanh c shares R_h between z_o and R_c, tanh passing it unchanged; c = f ⊙ c_{t−1} + i ⊙ g shares R_c between the two products,
    /// each of them between gate and signal; z_g, and z_i, z_f, z_o where gates receive any, share theirs between x_t and h_{t−1} (Arras et al. 2017, 2019).
    /// </summary>
    private static StepRelevance Step(LayerRules rules, LstmCell cell, Matrix input, LstmGates gates, CellState state, CellState before, CellState arriving)
    {
        var (toOutput, toTanh) = rules.Product.Share(gates.Output, Elementwise.Quotient(state.Hidden, gates.Output), arriving.Hidden);
        var toCell = Elementwise.Add(arriving.Cell, toTanh);
        var (kept, added) = (Elementwise.Multiply(gates.Forget, before.Cell), Elementwise.Multiply(gates.Input, gates.Candidate));
        var sum = rules.State.Share(new WeightedSum([Connection.Identity(kept), Connection.Identity(added)], [], state.Cell), toCell);
        var (toForget, toCellBefore) = rules.Product.Share(gates.Forget, before.Cell, sum.ToInputs[0]);
        var (toInput, toCandidate) = rules.Product.Share(gates.Input, gates.Candidate, sum.ToInputs[1]);

        var panels = Panels(cell);
        var fromInput = new Connection(input, cell.CandidateInput) { Packed = panels.CandidateInputBack };
        var fromHidden = new Connection(before.Hidden, cell.CandidateRecurrent) { Packed = panels.CandidateBack };
        var candidate = rules.Candidate.Share(new WeightedSum([fromInput, fromHidden], cell.CandidateBias, gates.CandidatePreactivation), toCandidate);
        Shares Gate(int block, Matrix relevance) => ToGate(rules, cell.Input, cell.Recurrent, cell.Bias, block, cell.Units, input, before.Hidden, relevance);
        ImmutableArray<Shares> sums = rules.Product.GatesReceive ? [candidate, Gate(0, toInput), Gate(1, toForget), Gate(3, toOutput)] : [candidate];
        return Sent(arriving, toCellBefore, sums, [sum]);
    }

    /// <summary>
    /// GRU: h = (1 − z) ⊙ n + z ⊙ h_{t−1} shares R_h between the two products, each of them between gate and signal; z_n shares R_n between x_t and the
    /// reset part: by Un with r ⊙ h_{t−1}, or with r ⊙ u as it is and from u = Un h_{t−1} + bh_n with h_{t−1}; z_r and z_z as in an LSTM.
    /// </summary>
    private static StepRelevance Step(LayerRules rules, GruCell cell, Matrix input, GruGates gates, CellState state, CellState before, CellState arriving)
    {
        var fresh = Elementwise.OneLess(gates.Update);
        var (kept, added) = (Elementwise.Multiply(gates.Update, before.Hidden), Elementwise.Multiply(fresh, gates.Candidate));
        var sum = rules.State.Share(new WeightedSum([Connection.Identity(kept), Connection.Identity(added)], [], state.Hidden), arriving.Hidden);
        var (toUpdate, straight) = rules.Product.Share(gates.Update, before.Hidden, sum.ToInputs[0]);
        var (toFresh, toCandidate) = rules.Product.Share(fresh, gates.Candidate, sum.ToInputs[1]);

        var passed = Elementwise.Multiply(gates.Reset, gates.ResetSource);
        var panels = Panels(cell);
        Connection Recurrent(Matrix inputs) => new(inputs, cell.CandidateRecurrent) { Packed = panels.CandidateBack };
        var reset = cell.ResetsBefore ? Recurrent(passed) : Connection.Identity(passed);
        var fromInput = new Connection(input, cell.CandidateInput) { Packed = panels.CandidateInputBack };
        var candidate = rules.Candidate.Share(new WeightedSum([fromInput, reset], cell.CandidateBias, gates.CandidatePreactivation), toCandidate);
        var (toReset, toSource) = rules.Product.Share(gates.Reset, gates.ResetSource, candidate.ToInputs[1]);
        ImmutableArray<Shares> source = cell.ResetsBefore
            ? []
            : [rules.Candidate.Share(new WeightedSum([Recurrent(before.Hidden)], cell.ResetBias, gates.ResetSource), toSource)];
        var toHidden = Elementwise.Add(straight, cell.ResetsBefore ? toSource : source[0].ToInputs[0]);
        Shares Gate(int block, Matrix relevance) => ToGate(rules, cell.Input, cell.Recurrent, cell.GateBias, block, cell.Units, input, before.Hidden, relevance);
        ImmutableArray<Shares> gateSums = rules.Product.GatesReceive ? [Gate(0, toReset), Gate(1, Elementwise.Add(toUpdate, toFresh))] : [];
        return Sent(
            arriving, arriving.Cell, [candidate with { ToInputs = [candidate.ToInputs[0], toHidden] }, .. gateSums], [sum, .. source]);
    }

    /// <summary>z_gate = Wx x + Wh h + b shares what the gate received.</summary>
    private static Shares ToGate(
        LayerRules rules, Matrix inputWeights, Matrix recurrentWeights, ImmutableArray<double> bias, int block, int units, Matrix input, Matrix hidden, Matrix relevance)
    {
        var (ofInput, ofHidden) = (inputWeights.Slice(block * units, units), recurrentWeights.Slice(block * units, units));
        var ofBlock = bias.Slice(block * units, units);
        var z = Rows.AddToEach(Elementwise.Add(Product.WithTransposed(input, ofInput), Product.WithTransposed(hidden, ofHidden)), ofBlock.AsSpan());
        return rules.Gates.Share(new WeightedSum([new Connection(input, ofInput), new Connection(hidden, ofHidden)], ofBlock, z), relevance);
    }

    private static CellPanels<double> Panels(ICell cell) => cell.Panels<double>();

    /// <summary>The step as the sums over x_t and h_{t−1} and the other sums make it.</summary>
    private static StepRelevance Sent(CellState arriving, Matrix toCellBefore, ImmutableArray<Shares> below, ImmutableArray<Shares> inside)
    {
        var toInput = below.Select(shares => shares.ToInputs[0]).Aggregate(Elementwise.Add);
        var before = new CellState(below.Select(shares => shares.ToInputs[1]).Aggregate(Elementwise.Add), toCellBefore);
        var passed = new[] { toInput, before.Hidden, before.Cell }.Select(Rows.Sums).Aggregate(Elementwise.Add);
        return new StepRelevance(before, toInput, Account.Of(Elementwise.Add(Rows.Sums(arriving.Hidden), Rows.Sums(arriving.Cell)), passed, [.. below, .. inside]));
    }

    private static LayerRelevance Back(LayerRules rules, LayerTrace trace, ImmutableArray<Arrival> arrivals)
    {
        var read = trace.Read;
        return new(trace, [.. trace.Directions.Zip(arrivals, (direction, arrival) =>
        {
            var inputs = Rows.Gather(read, direction.Order.AsSpan());
            Matrix At(int t) => inputs.Slice(direction.Packing.Offset(t), direction.Packing.Lanes(t));
            return new DirectionRelevance(direction, TimeFold.Back(
                direction,
                arrival,
                (t, arriving) => Step(rules, direction.Cell, At(t), direction.Steps[t], direction.Before(t), arriving),
                step => step.Before));
        })]);
    }
}
