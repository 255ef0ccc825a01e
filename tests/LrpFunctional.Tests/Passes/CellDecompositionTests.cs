using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Layers.Recurrent.Gru;
using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

public sealed class CellDecompositionTests
{
    public static TheoryData<string> Supported { get; } = SupportedKinds.Where(IsSupported);

    public static TheoryData<string> Refused { get; } = SupportedKinds.Where(kind => !IsSupported(kind));

    [Theory]
    [MemberData(nameof(RandomNetworks.Sizes), MemberType = typeof(RandomNetworks))]
    public void Words_add_up_to_the_score_without_the_bias_of_the_output(
        int units,
        int inputSize,
        int classes,
        int directions
    )
    {
        var network = RandomNetworks.Create(units, inputSize, classes, directions);
        AddsUp(network, RandomNetworks.Sentences(3, 1, 2, 7));
        foreach (var method in new[] { Decomposition.Beta, Decomposition.Gamma })
        {
            foreach (var explanation in method.Explain(network, RandomNetworks.Sentences(3, 1, 2, 7), Target.All))
                Close.Absolute(1e-12, [network.Head.Dense[^1].Bias[explanation.Target.Class]], explanation.Leftover);
        }
    }

    [Theory]
    [MemberData(nameof(Supported))]
    public void Words_and_leftover_add_up_in_each_kind_of_one_layer_lstm(string kind)
    {
        var network = RandomNetworks.Create(kind);
        AddsUp(network, RandomNetworks.Sentences(network, 3, 1, 6, 4));
    }

    [Fact]
    public void Words_and_leftover_add_up_in_the_default_model() =>
        AddsUp(DefaultModel.Network, DefaultModel.Sentences(50));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Words_are_what_the_equations_give_unit_by_unit(int directions)
    {
        const int units = 5;
        var network = RandomNetworks.Create(units, 3, 2, directions);
        foreach (var sentence in RandomNetworks.Sentences(7, 1, 6))
        {
            var trace = ForwardPass.Run(network, sentence);
            var (beta, gamma) = (new double[sentence.Length], new double[sentence.Length]);
            foreach (var (at, direction) in trace.Recurrent[0].Directions.Index())
            {
                var gates = direction.Steps.Select(step => (LstmGates)step.Gates).ToArray();
                for (var t = 0; t < sentence.Length; t++)
                {
                    var word = at == 0 ? t : sentence.Length - 1 - t;
                    for (var j = 0; j < units; j++)
                    {
                        var (now, before) = (
                            direction.Steps[t].State.Cell[0, j],
                            t == 0 ? 0 : direction.Steps[t - 1].State.Cell[0, j]
                        );
                        var weight = network.Head.Dense[0].Weights[1, (at * units) + j] * gates[^1].Output[0, j];
                        var kept = 1.0;
                        for (var later = t + 1; later < sentence.Length; later++)
                            kept *= gates[later].Forget[0, j];
                        beta[word] += weight * (Math.Tanh(now) - Math.Tanh(before));
                        gamma[word] +=
                            weight * (Math.Tanh(kept * now) - Math.Tanh(kept * gates[t].Forget[0, j] * before));
                    }
                }
            }

            var second = LrpFunctional.Numerics.Matrix.Of(1, 2, [0, 1]);
            Close.Absolute(1e-13, beta, CellDecomposition.Beta(trace, second).Words.Span.ToArray());
            Close.Absolute(1e-13, gamma, CellDecomposition.Gamma(trace, second).Words.Span.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_part_without_an_equation_is_refused_by_its_name(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 3, 4)[0]);
        var refusal = Assert.Throws<NotSupportedException>(() => CellDecomposition.Beta(trace, trace.Scores)).Message;
        Assert.Equal(
            network.Recurrent[0].Cells.Any(cell => cell.Cell is GruCell),
            refusal.Contains("layer 0: a GRU cell", StringComparison.Ordinal)
        );
        Assert.Equal(
            network.Recurrent.Length > 1,
            refusal.Contains("layer 1: a second recurrent layer", StringComparison.Ordinal)
        );
        Assert.Equal(
            network.Head.Reading == Reading.Attention,
            refusal.Contains("reading: attention", StringComparison.Ordinal)
        );
        Assert.Equal(network.Head.Reading == Reading.Mean, refusal.Contains("reading: mean", StringComparison.Ordinal));
        Assert.Equal(
            network.Head.Dense[0].Activation == Activation.Tanh,
            refusal.Contains("dense 0: the activation tanh", StringComparison.Ordinal)
        );
        Assert.Contains("beta", refusal, StringComparison.Ordinal);
        Assert.Contains(
            "gamma",
            Assert.Throws<NotSupportedException>(() => CellDecomposition.Gamma(trace, trace.Scores)).Message,
            StringComparison.Ordinal
        );
    }

    // A single position counts as the last state where the cell ends there.
    private static bool IsSupported(NetworkKind kind) =>
        kind.Layers.Length == 1
        && kind.Layers[0].All(cell => cell.Kind == CellKind.Lstm && EndsWhereItIsRead(kind.Reading, cell.Direction))
        && kind.Dense.All(activation => activation == Activation.None);

    private static bool EndsWhereItIsRead(Reading reading, Direction direction) =>
        reading == Reading.LastState
        || (reading == Reading.LastPosition && direction == Direction.LeftToRight)
        || (reading == Reading.FirstPosition && direction == Direction.RightToLeft);

    private static void AddsUp(RecurrentNetwork network, ImmutableArray<Sentence> sentences)
    {
        foreach (var method in new[] { Decomposition.Beta, Decomposition.Gamma })
        {
            foreach (var explanation in method.Explain(network, sentences, Target.All))
                Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        }
    }
}
