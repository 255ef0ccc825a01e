using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Passes;

/// <summary>Layer-wise relevance propagation: the forward pass read from its end, a rule at each connection.</summary>
public static class RelevancePass
{
    /// <summary>The relevance of everything below the scores, given that of the scores (n × C).</summary>
    public static NetworkRelevance Back(RuleSet rules, Trace trace, Matrix relevance)
    {
        var head = HeadRelevance.Of(rules, trace.Head, relevance);
        var top = Back(rules.OfLayer(trace.Layers.Length - 1), trace.Layers[^1], head.Arrivals(trace.Head));
        var layers = trace
            .Layers.Select((layer, at) => (Layer: layer, At: at))
            .Reverse()
            .Skip(1)
            .Aggregate(
                ImmutableArray.Create(top),
                (above, layer) =>
                    above.Insert(
                        0,
                        Back(
                            rules.OfLayer(layer.At),
                            layer.Layer,
                            Arrival.FromAbove(layer.Layer.Layer, trace.Batch.Packing, above[0].PerDimension)
                        )
                    )
            );
        return new NetworkRelevance(relevance, head, layers);
    }

    /// <summary>
    /// The step of a cell, given what it read (n × e), what it did, what was before, and what arrives at h_t and c_t;
    /// what the rules make of the weights is made once for all steps.
    /// </summary>
    public static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(LayerRules rules, ICell cell) =>
        cell switch
        {
            LstmCell lstm => Step(rules, lstm),
            GruCell gru => Step(rules, gru),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };

    /// <summary>
    /// LSTM: h = o ⊙ tanh c shares R_h between z_o and R_c, tanh passing it unchanged; c = f ⊙ c_{t−1} + i ⊙ g shares
    /// R_c between the two products, each of them between gate and signal; z_g, and z_i, z_f, z_o where gates receive
    /// any, share theirs between x_t and h_{t−1} (Arras et al. 2017, 2019).
    /// </summary>
    private static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(LayerRules rules, LstmCell cell)
    {
        var stateSum = rules.State.Share(OfTwoProducts(cell));
        var candidateSum = rules.Candidate.Share(
            new WeightedSum([new(cell.CandidateInput), new(cell.CandidateRecurrent)], cell.CandidateBias)
        );
        var gateSums = GateSums(rules, cell.Input, cell.Recurrent, cell.Bias, cell.Units, 0, 1, 3);
        return (input, step, before, arriving) =>
        {
            var (gates, state) = ((LstmGates)step.Gates, step.State);
            var (toOutput, toTanh) = rules.Product.Share(
                gates.Output,
                state.Hidden.Over(gates.Output),
                arriving.Hidden
            );
            var toCell = arriving.Cell + toTanh;
            var sum = stateSum(
                [gates.Forget.Times(before.Cell), gates.Input.Times(gates.Candidate)],
                state.Cell,
                toCell
            );
            var (toForget, toCellBefore) = rules.Product.Share(gates.Forget, before.Cell, sum.ToInputs[0]);
            var (toInput, toCandidate) = rules.Product.Share(gates.Input, gates.Candidate, sum.ToInputs[1]);
            var candidate = candidateSum([input, before.Hidden], gates.CandidatePreactivation, toCandidate);
            return Sent(
                arriving,
                toCellBefore,
                [
                    candidate,
                    .. gateSums.Zip(
                        [toInput, toForget, toOutput],
                        (gate, relevance) => gate(input, before.Hidden, relevance)
                    ),
                ],
                [sum]
            );
        };
    }

    /// <summary>
    /// GRU: h = (1 − z) ⊙ n + z ⊙ h_{t−1} shares R_h between the two products, each of them between gate and signal;
    /// z_n shares R_n between x_t and the reset part: by Un with r ⊙ h_{t−1}, or with r ⊙ u as it is and from u = Un
    /// h_{t−1} + bh_n with h_{t−1}; z_r and z_z as in an LSTM.
    /// </summary>
    private static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(LayerRules rules, GruCell cell)
    {
        var recurrent = new Connection(cell.CandidateRecurrent);
        var stateSum = rules.State.Share(OfTwoProducts(cell));
        var candidateSum = rules.Candidate.Share(
            new WeightedSum(
                [new(cell.CandidateInput), cell.ResetsBefore ? recurrent : Connection.Identity(cell.Units)],
                cell.CandidateBias
            )
        );
        var sourceSum = rules.Candidate.Share(new WeightedSum([recurrent], cell.ResetBias));
        var gateSums = GateSums(rules, cell.Input, cell.Recurrent, cell.GateBias, cell.Units, 0, 1);
        return (input, step, before, arriving) =>
        {
            var (gates, state) = ((GruGates)step.Gates, step.State);
            var fresh = Elementwise.OneLess(gates.Update);
            var sum = stateSum(
                [gates.Update.Times(before.Hidden), fresh.Times(gates.Candidate)],
                state.Hidden,
                arriving.Hidden
            );
            var (toUpdate, straight) = rules.Product.Share(gates.Update, before.Hidden, sum.ToInputs[0]);
            var (toFresh, toCandidate) = rules.Product.Share(fresh, gates.Candidate, sum.ToInputs[1]);
            var candidate = candidateSum(
                [input, gates.Reset.Times(gates.ResetSource)],
                gates.CandidatePreactivation,
                toCandidate
            );
            var (toReset, toSource) = rules.Product.Share(gates.Reset, gates.ResetSource, candidate.ToInputs[1]);
            ImmutableArray<Shares> source = cell.ResetsBefore
                ? []
                : [sourceSum([before.Hidden], gates.ResetSource, toSource)];
            var toHidden = straight + (cell.ResetsBefore ? toSource : source[0].ToInputs[0]);
            return Sent(
                arriving,
                arriving.Cell,
                [
                    candidate with
                    {
                        ToInputs = [candidate.ToInputs[0], toHidden],
                    },
                    .. gateSums.Zip(
                        [toReset, toUpdate + toFresh],
                        (gate, relevance) => gate(input, before.Hidden, relevance)
                    ),
                ],
                [sum, .. source]
            );
        };
    }

    /// <summary>What a new state is: two products that enter as they are.</summary>
    private static WeightedSum OfTwoProducts(ICell cell) =>
        new([Connection.Identity(cell.Units), Connection.Identity(cell.Units)], []);

    /// <summary>
    /// z_gate = Wx x + Wh h + b of each block shares what the gate received; none where gates receive nothing.
    /// </summary>
    private static ImmutableArray<Func<Matrix, Matrix, Matrix, Shares>> GateSums(
        LayerRules rules,
        Matrix input,
        Matrix recurrent,
        ImmutableArray<double> bias,
        int units,
        params ReadOnlySpan<int> blocks
    )
    {
        Func<Matrix, Matrix, Matrix, Shares> Gate(int block)
        {
            var sum = new WeightedSum(
                [new(input.Slice(block * units, units)), new(recurrent.Slice(block * units, units))],
                bias.Slice(block * units, units)
            );
            var share = rules.Gates.Share(sum);
            return (x, hidden, relevance) => share([x, hidden], sum.Of([x, hidden]), relevance);
        }

        return rules.Product.GatesReceive ? [.. blocks.ToImmutableArray().Select(Gate)] : [];
    }

    /// <summary>The step as the sums over x_t and h_{t−1} and the other sums make it.</summary>
    private static StepRelevance Sent(
        CellState arriving,
        Matrix toCellBefore,
        ImmutableArray<Shares> below,
        ImmutableArray<Shares> inside
    )
    {
        var toInput = below.Select(shares => shares.ToInputs[0]).Aggregate(Elementwise.Add);
        var before = new CellState(below.Select(shares => shares.ToInputs[1]).Aggregate(Elementwise.Add), toCellBefore);
        var passed = new[] { toInput, before.Hidden, before.Cell }.Select(MatrixRows.Sums).Aggregate(Elementwise.Add);
        return new StepRelevance(
            before,
            toInput,
            Account.Of(
                Elementwise.Add(MatrixRows.Sums(arriving.Hidden), MatrixRows.Sums(arriving.Cell)),
                passed,
                [.. below, .. inside]
            )
        );
    }

    private static LayerRelevance Back(LayerRules rules, LayerTrace trace, ImmutableArray<Arrival> arrivals)
    {
        var read = trace.Read;
        return new(
            trace,
            [
                .. trace.Directions.Zip(
                    arrivals,
                    (direction, arrival) =>
                    {
                        var inputs = MatrixRows.Gather(read, direction.Order.AsSpan());
                        Matrix At(int t) => inputs.Slice(direction.Packing.Offset(t), direction.Packing.Lanes(t));
                        var step = Step(rules, direction.Cell);
                        return new DirectionRelevance(
                            direction,
                            TimeFold.Back(
                                direction,
                                arrival,
                                (t, arriving) => step(At(t), direction.Steps[t], direction.Before(t), arriving),
                                sent => sent.Before
                            )
                        );
                    }
                ),
            ]
        );
    }
}
