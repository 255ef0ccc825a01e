using LrpFunctional.Numerics;
using LrpFunctional.Rules;

namespace LrpFunctional.Layers.Recurrent.Lstm.Normalised;

/// <summary>Relevance on its way back through one step of a layer-normalised LSTM, by any rules.</summary>
internal static class NormalisedLstmRelevance
{
    /// <summary>
    /// As in an LSTM, and through each normalisation by its rule: c to the sum f ⊙ c_{t−1} + i ⊙ g; z of the candidate,
    /// and of gates where they receive any, to LN(Wx x) and LN(Wh h_{t−1}) with W = I; these to Wx x and Wh h_{t−1}, all
    /// blocks together; and these to x and h_{t−1} by the candidate's rule.
    /// </summary>
    public static Func<Matrix, StepTrace, CellState, CellState, StepRelevance> Step(
        LayerRules rules,
        NormalisedLstmCell cell
    )
    {
        var identity = Connection.Identity(cell.Units);
        var stateSum = rules.State.Share(new WeightedSum([identity, identity], []));
        Sharing Block(LinearRule rule, int block) =>
            rule.Share(new WeightedSum([identity, identity], cell.Bias.Slice(block * cell.Units, cell.Units)));
        var (ofInput, ofForget, ofCandidate, ofOutput) = (
            Block(rules.Gates, 0),
            Block(rules.Gates, 1),
            Block(rules.Candidate, 2),
            Block(rules.Gates, 3)
        );
        var (normalInput, normalHidden, normalCell) = (
            rules.Normalisation.Share(cell.OfInput.Sum()),
            rules.Normalisation.Share(cell.OfHidden.Sum()),
            rules.Normalisation.Share(cell.OfCell.Sum())
        );
        var inputSum = rules.Candidate.Share(new WeightedSum([new(cell.Input)], []));
        var hiddenSum = rules.Candidate.Share(new WeightedSum([new(cell.Recurrent)], []));
        return (input, step, before, arriving) =>
        {
            var gates = (NormalisedLstmGates)step.Gates;
            var (toOutput, toSignal) = rules.Product.Share(gates.Output, gates.Signal, arriving.Hidden);
            var raw = gates.OfCell.Relevance(normalCell, arriving.Cell + toSignal);
            var state = stateSum(
                [gates.Forget.Times(before.Cell), gates.Input.Times(gates.Candidate)],
                gates.OfCell.Read,
                raw.ToInputs[0]
            );
            var (toForget, toCellBefore) = rules.Product.Share(gates.Forget, before.Cell, state.ToInputs[0]);
            var (toInput, toCandidate) = rules.Product.Share(gates.Input, gates.Candidate, state.ToInputs[1]);
            Shares Summed(Sharing share, int block, Matrix relevance) =>
                share(
                    [gates.Block(gates.OfInput.Made, block), gates.Block(gates.OfHidden.Made, block)],
                    gates.Block(gates.Sums, block),
                    relevance
                );
            Shares[] blocks =
            [
                Summed(ofInput, 0, toInput),
                Summed(ofForget, 1, toForget),
                Summed(ofCandidate, 2, toCandidate),
                Summed(ofOutput, 3, toOutput),
            ];
            Matrix Beside(int read) => MatrixRows.SideBySide([.. blocks.Select(block => block.ToInputs[read])]);
            var ofProjected = gates.OfInput.Relevance(normalInput, Beside(0));
            var ofRecurrent = gates.OfHidden.Relevance(normalHidden, Beside(1));
            var below = inputSum([input], gates.OfInput.Read, ofProjected.ToInputs[0]);
            var beside = hiddenSum([before.Hidden], gates.OfHidden.Read, ofRecurrent.ToInputs[0]);
            var sent = new CellState(beside.ToInputs[0], toCellBefore);
            return new StepRelevance(
                arriving,
                sent,
                below.ToInputs[0],
                Account.Of(
                    arriving.Hidden.RowSums() + arriving.Cell.RowSums(),
                    below.ToInputs[0].RowSums() + sent.Hidden.RowSums() + sent.Cell.RowSums(),
                    [raw, state, .. blocks, ofProjected, ofRecurrent, below, beside]
                )
            );
        };
    }
}
