using System.Collections.Immutable;
using LrpFunctional.Layers;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Passes;

/// <summary>
/// The forward pass with every state in two parts, β of the phrase and γ of the rest (Murdoch, Liu and Yu 2018).
/// </summary>
internal static class ContextualPass
{
    /// <summary>
    /// The scores in two parts, for inputs in two parts, a row for each packed row in the order of the words.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="packing">Where each lane's steps lie.</param>
    /// <param name="inputs">What the network reads, in two parts.</param>
    /// <param name="ofBiases">
    /// For a direction, the share of β in what the biases write together, for each packed row in the order of the words
    /// (rows × 1).
    /// </param>
    public static Parts Run(RecurrentNetwork network, Packing packing, Parts inputs, Func<Direction, Matrix> ofBiases)
    {
        Refusals.Require(
            "contextual decomposition",
            [.. Refusals.OfGru(network), .. Refusals.OfReading(network, Reading.Max, Reading.Attention)]
        );
        var states = network.Layers.Aggregate(
            ImmutableArray.Create(inputs),
            (below, layer) =>
                [
                    .. layer.Cells.Select(directed =>
                        Cell(
                            (LstmCell)directed.Cell,
                            packing,
                            packing.Order(directed.Direction),
                            Parts.SideBySide(below),
                            ofBiases(directed.Direction)
                        )
                    ),
                ]
        );
        return network.Head.Dense.Aggregate(Read(network, packing, states), Dense);
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
            Elementwise.Multiply(Elementwise.Add(forget.Phrase, forget.Bias), before.Cell.Phrase),
            Elementwise.Add(
                Elementwise.Multiply(forget.Whole, before.Cell.Rest),
                Elementwise.Multiply(forget.Rest, before.Cell.Phrase)
            )
        );
        var written = new Parts(
            Elementwise.Add(
                Elementwise.Multiply(input.Phrase, Elementwise.Add(candidate.Phrase, candidate.Bias)),
                Elementwise.Multiply(input.Bias, candidate.Phrase)
            ),
            Elementwise.Add(
                Elementwise.Multiply(input.Rest, candidate.Whole),
                Elementwise.Multiply(Elementwise.Add(input.Phrase, input.Bias), candidate.Rest)
            )
        );
        var biases = Elementwise.Multiply(input.Bias, candidate.Bias);
        var toPhrase = Elementwise.Multiply(MatrixRows.Repeat(ofBiases, cell.Units), biases);
        var state = kept + written + new Parts(toPhrase, Elementwise.Subtract(biases, toPhrase));
        var tanh = PhraseShares.Of(Elementwise.Tanh, state, []);
        return new ContextualState(
            new Parts(tanh.Phrase, tanh.Rest).Map(part => Elementwise.Multiply(output, part)),
            state
        );
    }

    /// <summary>The states of one cell, in the order of the words; its initial state belongs to γ.</summary>
    private static Parts Cell(LstmCell cell, Packing packing, ImmutableArray<int> order, Parts read, Matrix ofBiases)
    {
        var shares = MatrixRows.Gather(ofBiases, order.AsSpan());
        var projected = InOrder(read.Through(cell.Input), order);
        Parts Start(Matrix initial) =>
            new(
                Matrix.Zero(packing.Lanes(0), cell.Units),
                MatrixRows.Gather(initial, Indices.Repeated(0, packing.Lanes(0)).AsSpan())
            );
        var initial = new ContextualState(Start(cell.InitialHidden), Start(cell.InitialCell));
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
        return InOrder(Parts.Stack(cell.Units, [.. steps.Select(step => step.Hidden)]), order);
    }

    private static Parts Read(RecurrentNetwork network, Packing packing, ImmutableArray<Parts> states)
    {
        var (reading, cells) = (network.Head.Reading, network.Layers[^1].Cells);
        return Parts.SideBySide([
            .. states.Zip(
                cells,
                (parts, cell) =>
                    parts.Map(part =>
                        reading == Reading.Mean
                            ? Mean(packing, part)
                            : MatrixRows.Gather(part, RowsRead(reading, cell.Direction, packing).AsSpan())
                    )
            ),
        ]);
    }

    // A cell ends a lane at its last word when it reads from the left, and at its first when it reads from the right.
    private static ImmutableArray<int> RowsRead(Reading reading, Direction direction, Packing packing) =>
        Arrival.IsAtEnd(reading, direction) == (direction == Direction.LeftToRight)
            ? Indices.LastRows(packing.Offsets.AsSpan(), packing.Lengths.AsSpan())
            : Indices.Same(packing.Lanes(0));

    private static Matrix Mean(Packing packing, Matrix states)
    {
        var weights = MatrixRows.Repeat(
            PackedSequences.InverseLengths(packing.Offsets.AsSpan(), packing.Lengths.AsSpan()),
            states.Columns
        );
        return PackedSequences.Sums(Elementwise.Multiply(states, weights), packing.Offsets.AsSpan());
    }

    // What the bias brings about alone is nobody's phrase.
    private static Parts Dense(Parts inputs, DenseLayer layer)
    {
        var shares = PhraseShares.Of(
            layer.Activation switch
            {
                Activation.Tanh => Elementwise.Tanh,
                Activation.Relu => Elementwise.Relu,
                _ => sums => sums,
            },
            inputs.Through(layer.Weights),
            layer.Bias.AsSpan()
        );
        return new Parts(shares.Phrase, Elementwise.Add(shares.Rest, shares.Bias));
    }

    private static Parts InOrder(Parts parts, ImmutableArray<int> order) =>
        parts.Map(part => MatrixRows.Gather(part, order.AsSpan()));
}
