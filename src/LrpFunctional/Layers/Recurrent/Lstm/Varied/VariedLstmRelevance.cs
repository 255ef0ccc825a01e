using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent.Lstm.Varied;

/// <summary>Relevance on its way back through one step of a varied LSTM, by any rules.</summary>
internal static class VariedLstmRelevance
{
    /// <summary>
    /// As in an LSTM, with any functions, which pass relevance unchanged: h = Wr (o ⊙ a_c(c)) shares R_h by the
    /// candidate's rule; where gates receive any, z_o shares its own with c, and z_i and z_f theirs with c_{t−1}, by
    /// the peepholes; of a forget gate 1 − i it goes to z_i.
    /// </summary>
    public static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(
        LayerRules rules,
        VariedLstmCell cell
    )
    {
        var identity = Connection.Identity(cell.Width);
        var stateSum = rules.State.Share(new WeightedSum([identity, identity], []));
        var candidateSum = rules.Candidate.Share(cell.SumOf(2));
        var projection = cell.Projection.Map(weights => rules.Candidate.Share(new WeightedSum([new(weights)], [])));
        Sharing Gate(int block) => rules.Gates.Share(cell.SumOf(block));
        var (ofInput, ofForget, ofOutput) = (Gate(0), Gate(1), Gate(3));
        return (input, step, before, arriving) =>
        {
            var (gates, state) = ((VariedLstmGates)step.Gates, step.State);
            Shares Opened(Sharing share, int block, Matrix seen, Matrix relevance) =>
                share(cell.Inputs(input, before.Hidden, seen), gates.Sum(block), relevance);

            var let = projection.Map(share => share([gates.Output.Times(gates.Signal)], state.Hidden, arriving.Hidden));
            var (toOutput, toSignal) = rules.Product.Share(
                gates.Output,
                gates.Signal,
                let.Match(shares => shares.ToInputs[0], () => arriving.Hidden)
            );
            ImmutableArray<Shares> output = rules.Product.GatesReceive
                ? [Opened(ofOutput, 3, state.Cell, toOutput)]
                : [];
            var toCell = cell.WithSeen(arriving.Cell + toSignal, output);
            var sum = stateSum(
                [gates.Forget.Times(before.Cell), gates.Input.Times(gates.Candidate)],
                state.Cell,
                toCell
            );
            var (toForget, toCellBefore) = rules.Product.Share(gates.Forget, before.Cell, sum.ToInputs[0]);
            var (toInput, toCandidate) = rules.Product.Share(gates.Input, gates.Candidate, sum.ToInputs[1]);
            var candidate = candidateSum([input, before.Hidden], gates.Sum(2), toCandidate);
            ImmutableArray<Shares> opened = (rules.Product.GatesReceive, cell.CouplesForget) switch
            {
                (false, _) => [],
                (_, true) => [Opened(ofInput, 0, before.Cell, toInput + toForget)],
                _ => [Opened(ofInput, 0, before.Cell, toInput), Opened(ofForget, 1, before.Cell, toForget)],
            };
            return StepSums.Sent(
                arriving,
                cell.WithSeen(toCellBefore, opened),
                [candidate, .. opened, .. output],
                [sum, .. let.ToSeq()]
            );
        };
    }
}
