using LrpFunctional.Layers.Readings;
using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>
/// Masks as Keras describes them: a cell meets a masked step, keeps its state and gives out what it gave last; a mean
/// leaves the step out.
/// </summary>
internal static class LiteralMask
{
    public static double[] Scores(RecurrentNetwork network, Sentence sentence, bool[] masked)
    {
        var states = new LiteralNetwork(network).Vectors(sentence);
        foreach (var layer in network.Recurrent)
            states = Over(layer, states, masked);
        double[][] read = network.Head.Reading == Reading.Mean ? [.. states.Where((_, step) => !masked[step])] : states;
        return new LiteralHead(network.Head, network.Recurrent[^1]).Over(read).Scores;
    }

    private static double[][] Over(RecurrentLayer layer, double[][] read, bool[] masked)
    {
        double[][] states = [.. read.Select(_ => Array.Empty<double>())];
        foreach (var directed in layer.Cells)
        {
            var cell = LiteralCell.Of(directed.Cell);
            var state = cell.Initial;
            for (var t = 0; t < read.Length; t++)
            {
                var step = directed.Direction == Direction.LeftToRight ? t : read.Length - 1 - t;
                if (!masked[step])
                    state = cell.Step(read[step], state).After;
                states[step] = [.. states[step], .. state.H];
            }
        }

        return states;
    }
}
