using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent.Gru;

/// <summary>Relevance on its way back through one step of a GRU, by any rules.</summary>
internal static class GruRelevance
{
    /// <summary>
    /// GRU: h = (1 − z) ⊙ n + z ⊙ h_{t−1} shares R_h between the two products, each of them between gate and signal;
    /// z_n shares R_n between x_t and the reset part: by Un with r ⊙ h_{t−1}, or with r ⊙ u as it is and from u = Un
    /// h_{t−1} + bh_n with h_{t−1}; z_r and z_z as in an LSTM.
    /// </summary>
    public static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(LayerRules rules, GruCell cell)
    {
        var recurrent = new Connection(cell.CandidateRecurrent);
        var stateSum = rules.State.Share(StepSums.OfTwoProducts(cell));
        var candidateSum = rules.Candidate.Share(
            new WeightedSum(
                [new(cell.CandidateInput), cell.ResetsBefore ? recurrent : Connection.Identity(cell.Units)],
                cell.CandidateBias
            )
        );
        var sourceSum = rules.Candidate.Share(new WeightedSum([recurrent], cell.ResetBias));
        var gateSums = StepSums.OfGates(rules, cell.Input, cell.Recurrent, cell.GateBias, cell.Units, 0, 1);
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
            return StepSums.Sent(
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
}
