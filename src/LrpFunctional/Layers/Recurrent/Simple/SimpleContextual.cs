using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Simple;

/// <summary>A simple cell with its state in two parts, β of the phrase and γ of the rest.</summary>
internal static class SimpleContextual
{
    /// <summary>
    /// h = a(β_z + γ_z + b) with z = Wx x + Wh h_{t−1} in parts: β_h = L(β_z) + s L(b), γ_h = L(γ_z) + (1 − s) L(b), s
    /// the share of β in what biases write; the initial state belongs to γ (after Murdoch, Liu and Yu 2018, section
    /// 3.2.2).
    /// </summary>
    public static Parts Run(SimpleCell cell, Packing packing, ImmutableArray<int> order, Parts read, Matrix ofBiases)
    {
        Parts InOrder(Parts parts) => parts.Map(part => MatrixRows.Gather(part, order.AsSpan()));
        var shares = MatrixRows.Gather(ofBiases, order.AsSpan());
        var projected = InOrder(read.Through(cell.Input));
        var lanes = packing.Lanes(0);
        var initial = new Parts(
            Matrix.Zero(lanes, cell.Units),
            MatrixRows.Gather(cell.InitialHidden, Indices.Repeated(0, lanes).AsSpan())
        );
        Parts Step(int t, Parts before)
        {
            var (first, running) = (packing.Offset(t), packing.Lanes(t));
            var sums = projected.Slice(first, running) + before.Slice(0, running).Through(cell.Recurrent);
            var made = PhraseShares.Of(cell.Activation.Of, sums, cell.Bias.AsSpan());
            var toPhrase = shares.Slice(first, running).Repeat(cell.Units).Times(made.Bias);
            return new Parts(made.Phrase + toPhrase, made.Rest + (made.Bias - toPhrase));
        }

        var steps = Scan.Over<Parts>(Enumerable.Range(0, packing.Steps), (t, before) => Step(t, before ?? initial));
        return InOrder(Parts.Stack(cell.Units, steps));
    }
}
