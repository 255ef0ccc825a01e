using System.Collections.Immutable;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Layers.Recurrent.Lstm;

/// <summary>An LSTM with every state in two parts, β of the phrase and γ of the rest.</summary>
internal static class LstmContextual
{
    /// <summary>The states of one cell, in the order of the words.</summary>
    public static ContextualState Run(
        LstmCell cell,
        Packing packing,
        ImmutableArray<int> order,
        Parts read,
        Matrix ofBiases,
        ContextualState initial
    )
    {
        var shares = MatrixRows.Gather(ofBiases, order.AsSpan());
        var projected = read.Through(cell.Input).Map(part => MatrixRows.Gather(part, order.AsSpan()));
        var steps = Scan.Over<ContextualState>(
            Enumerable.Range(0, packing.Steps),
            (t, before) =>
                Step(
                    cell,
                    projected.Slice(packing.Offset(t), packing.Lanes(t)),
                    shares.Slice(packing.Offset(t), packing.Lanes(t)),
                    (before ?? initial).Slice(0, packing.Lanes(t))
                )
        );
        return ContextualState.InWordOrder(cell, steps, order);
    }

    /// <summary>
    /// One step: with z = Wx x + Wh h_{t−1} in parts and i, f, g in shares,
    /// β_c = (L_f(β) + L_f(b)) ⊙ β_{c,t−1} + L_i(β) ⊙ (L_g(β) + L_g(b)) + L_i(b) ⊙ L_g(β) + s L_i(b) ⊙ L_g(b);
    /// γ_c = f ⊙ γ_{c,t−1} + L_f(γ) ⊙ β_{c,t−1} + L_i(γ) ⊙ g + (L_i(β) + L_i(b)) ⊙ L_g(γ) + (1 − s) L_i(b) ⊙ L_g(b);
    /// h = o ⊙ (L(β_c) + L(γ_c)), the output gate whole (Murdoch, Liu and Yu 2018, section 3.2); s is the share of β in
    /// what the biases write together, one number for each lane (n × 1).
    /// </summary>
    private static ContextualState Step(LstmCell cell, Parts projected, Matrix ofBiases, ContextualState before)
    {
        var line = HardSigmoid.LineOf(cell.Gate);
        var sums = projected + before.Hidden.Through(cell.Recurrent);
        Parts Block(int at) => sums.Map(part => MatrixRows.TakeColumns(part, at * cell.Units, cell.Units));
        ReadOnlySpan<double> Bias(int at) => cell.Bias.AsSpan(at * cell.Units, cell.Units);
        Matrix Open(Matrix z) => Elementwise.Gate(line, z);
        var (input, forget, candidate) = (
            PhraseShares.Of(Open, Block(0), Bias(0)),
            PhraseShares.Of(Open, Block(1), Bias(1)),
            PhraseShares.Of(Elementwise.Tanh, Block(2), Bias(2))
        );
        var output = Open(MatrixRows.AddToEach(Block(3).Whole, Bias(3)));

        var kept = new Parts(
            (forget.Phrase + forget.Bias).Times(before.Cell.Phrase),
            forget.Whole.Times(before.Cell.Rest) + forget.Rest.Times(before.Cell.Phrase)
        );
        var written = new Parts(
            input.Phrase.Times(candidate.Phrase + candidate.Bias) + input.Bias.Times(candidate.Phrase),
            input.Rest.Times(candidate.Whole) + (input.Phrase + input.Bias).Times(candidate.Rest)
        );
        var biases = input.Bias.Times(candidate.Bias);
        var toPhrase = ofBiases.Repeat(cell.Units).Times(biases);
        var state = kept + written + new Parts(toPhrase, biases - toPhrase);
        var tanh = PhraseShares.Of(Elementwise.Tanh, state, []);
        return new ContextualState(new Parts(tanh.Phrase, tanh.Rest).Map(part => output.Times(part)), state);
    }
}
