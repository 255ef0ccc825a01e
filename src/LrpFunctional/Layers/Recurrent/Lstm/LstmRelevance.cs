using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>Relevance on its way back through one step of an LSTM, by any rules.</summary>
internal static class LstmRelevance
{
    /// <summary>
    /// LSTM: h = o ⊙ tanh c shares R_h between z_o and R_c, tanh passing it unchanged; c = f ⊙ c_{t−1} + i ⊙ g shares
    /// R_c between the two products, each of them between gate and signal; z_g, and z_i, z_f, z_o where gates receive
    /// any, share theirs between x_t and h_{t−1} (Arras et al. 2017, 2019).
    /// </summary>
    public static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(LayerRules rules, LstmCell cell)
    {
        var stateSum = rules.State.Share(StepSums.OfTwoProducts(cell));
        var candidateSum = rules.Candidate.Share(
            new WeightedSum([new(cell.CandidateInput), new(cell.CandidateRecurrent)], cell.CandidateBias)
        );
        var gateSums = StepSums.OfGates(rules, cell.Input, cell.Recurrent, cell.Bias, cell.Units, 0, 1, 3);
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
            return StepSums.Sent(
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
}
