using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Simple;

/// <summary>A simple cell with its state in two parts, β of the phrase and γ of the rest.</summary>
internal static class SimpleContextual
{
    /// <summary>
    /// h = a(β_z + γ_z + b) with z = Wx x + Wh h_{t−1} in parts: β_h = L(β_z) + s L(b), γ_h = L(γ_z) + (1 − s) L(b), s
    /// the share of β in what biases write (after Murdoch, Liu and Yu 2018, section 3.2.2).
    /// </summary>
    public static ContextualState Run(
        SimpleCell cell,
        Packing packing,
        ImmutableArray<int> order,
        Parts read,
        Matrix ofBiases,
        ContextualState initial
    )
    {
        var shares = MatrixRows.Gather(ofBiases, order.AsSpan());
        var projected = read.Through(cell.Input).Map(part => MatrixRows.Gather(part, order.AsSpan()));
        ContextualState Step(int t, ContextualState before)
        {
            var (first, running) = (packing.Offset(t), packing.Lanes(t));
            var sums = projected.Slice(first, running) + before.Hidden.Through(cell.Recurrent);
            var made = PhraseShares.Of(cell.Activation.Of, sums, cell.Bias.AsSpan());
            var toPhrase = shares.Slice(first, running).Repeat(cell.Units).Times(made.Bias);
            return before with { Hidden = new Parts(made.Phrase + toPhrase, made.Rest + (made.Bias - toPhrase)) };
        }

        var steps = Scan.Over<ContextualState>(
            Enumerable.Range(0, packing.Steps),
            (t, before) => Step(t, (before ?? initial).Slice(0, packing.Lanes(t)))
        );
        return ContextualState.InWordOrder(cell, steps, order);
    }
}
