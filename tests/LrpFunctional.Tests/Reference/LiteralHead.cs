using System.Collections.Immutable;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>A reading, which is a weighted sum of the states over time, and the dense layers behind it.</summary>
internal sealed class LiteralHead(Head head, RecurrentLayer top)
{
    public sealed record Dense(double[] Inputs, double[] Sums, double[] Outputs);

    /// <summary>What the head did; the weights are those of each state, word by word and unit by unit.</summary>
    public sealed record Run(double[][] States, double[][] Weights, double[] Read, Dense[] Layers)
    {
        public double[] Scores => Layers[^1].Sums;
    }

    /// <summary>The relevance of what was read, and of each state, word by word.</summary>
    public sealed record Relevance(double[] Read, double[][] States);

    public Run Over(double[][] states)
    {
        var weights = Weights(states);
        double[] read =
        [
            .. states[0].Select((_, j) => Enumerable.Range(0, states.Length).Sum(t => weights[t][j] * states[t][j])),
        ];
        return new Run(states, weights, read, Chain(head.Dense, read));
    }

    public Relevance Back(LiteralRule rule, Run run, double[] relevance)
    {
        for (var at = head.Dense.Length - 1; at >= 0; at--)
        {
            var (layer, done) = (head.Dense[at], run.Layers[at]);
            relevance = rule.Send(
                done.Inputs,
                (j, k) => layer.Weights[j, k],
                [.. layer.Bias],
                done.Sums,
                relevance,
                done.Inputs.Length
            );
        }

        var units = run.Read.Length;
        if (head.Reading is not (Reading.Mean or Reading.Attention))
            return new Relevance(
                relevance,
                [
                    .. run.Weights.Select(weights =>
                        (double[])[.. weights.Zip(relevance, (weight, number) => weight * number)]
                    ),
                ]
            );
        double[] weighted = [.. run.States.SelectMany((state, t) => state.Select((h, j) => run.Weights[t][j] * h))];
        var toStates = rule.Send(
            weighted,
            (j, k) => k % units == j ? 1 : 0,
            new double[units],
            run.Read,
            relevance,
            weighted.Length
        );
        return new Relevance(relevance, [.. toStates.Chunk(units)]);
    }

    private double[][] Weights(double[][] states)
    {
        var (units, last) = (states[0].Length, states.Length - 1);
        double[][] Only(Func<int, int> wordOf) =>
            [
                .. states.Select(
                    (_, t) => (double[])[.. Enumerable.Range(0, units).Select(j => wordOf(j) == t ? 1.0 : 0.0)]
                ),
            ];
        double[][] Alike(double[] ofWords) =>
            [.. ofWords.Select(weight => (double[])[.. Enumerable.Repeat(weight, units)])];
        Direction[] directions =
        [
            .. top.Cells.SelectMany(directed => Enumerable.Repeat(directed.Direction, directed.Cell.Units)),
        ];
        return head.Reading switch
        {
            Reading.LastState => Only(j => directions[j] == Direction.LeftToRight ? last : 0),
            Reading.LastPosition => Only(_ => last),
            Reading.FirstPosition => Only(_ => 0),
            Reading.Max => Only(j => Array.FindIndex(states, state => state[j] == states.Max(other => other[j]))),
            Reading.Mean => Alike([.. states.Select(_ => 1.0 / states.Length)]),
            Reading.Attention => Alike(
                Softmax([.. states.Select(state => Chain(head.Attention, state)[^1].Outputs[0])])
            ),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    private static double[] Softmax(double[] scores) =>
        [.. scores.Select(score => Math.Exp(score) / scores.Sum(Math.Exp))];

    private static Dense[] Chain(ImmutableArray<DenseLayer> layers, double[] inputs)
    {
        var done = new List<Dense>();
        foreach (var layer in layers)
        {
            var sums = layer.Bias.ToArray();
            for (var j = 0; j < sums.Length; j++)
            {
                for (var k = 0; k < inputs.Length; k++)
                    sums[j] += layer.Weights[j, k] * inputs[k];
            }

            double[] outputs =
            [
                .. sums.Select(z =>
                    layer.Activation.Name switch
                    {
                        "Tanh" => Math.Tanh(z),
                        "Relu" => Math.Max(0, z),
                        _ => z,
                    }
                ),
            ];
            done.Add(new Dense(inputs, sums, outputs));
            inputs = outputs;
        }

        return [.. done];
    }
}
