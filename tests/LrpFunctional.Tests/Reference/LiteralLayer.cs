using LrpFunctional.Layers.Recurrent;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>The cells of one layer, each reading the whole sequence from its end.</summary>
internal sealed class LiteralLayer(RecurrentLayer layer)
{
    private readonly LiteralCell[] _cells = [.. layer.Cells.Select(directed => LiteralCell.Of(directed.Cell))];

    /// <summary>
    /// What the layer did: each cell's steps in the order in which it took them, and the states of all cells side by
    /// side, word by word.
    /// </summary>
    public sealed record Run(LiteralStep[][] Directions, double[][] States);

    /// <summary>The relevance of what was read, word by word, and what is left on the initial states.</summary>
    public sealed record Relevance(double[][] Read, double Leftover);

    public Run Over(double[][] read)
    {
        LiteralStep[][] directions = [.. layer.Cells.Select((_, cell) => StepsOf(cell, read))];
        return new Run(
            directions,
            [
                .. read.Select(
                    (_, word) =>
                        (double[])
                            [
                                .. layer.Cells.SelectMany(
                                    (_, cell) => directions[cell][At(cell, word, read.Length)].After.H
                                ),
                            ]
                ),
            ]
        );
    }

    /// <summary>Given the relevance of each state, word by word.</summary>
    public Relevance Back(LiteralRule rule, Run run, double[][] states)
    {
        double[][] read = [.. states.Select(_ => new double[layer.Cells[0].Cell.InputSize])];
        var (leftover, first) = (0.0, 0);
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var units = layer.Cells[cell].Cell.Units;
            var arriving = new LiteralState(new double[units], new double[_cells[cell].Initial.C.Length]);
            for (var t = states.Length - 1; t >= 0; t--)
            {
                var word = At(cell, t, states.Length);
                double[] hidden = [.. arriving.H.Select((relevance, j) => relevance + states[word][first + j])];
                (var toInput, arriving) = _cells[cell]
                    .Back(rule, run.Directions[cell][t], arriving with { H = hidden });
                for (var k = 0; k < toInput.Length; k++)
                    read[word][k] += toInput[k];
            }

            leftover += arriving.H.Sum() + arriving.C.Sum();
            first += units;
        }

        return new Relevance(read, leftover);
    }

    private LiteralStep[] StepsOf(int cell, double[][] read)
    {
        var (steps, state) = (new List<LiteralStep>(), _cells[cell].Initial);
        for (var t = 0; t < read.Length; t++)
        {
            steps.Add(_cells[cell].Step(read[At(cell, t, read.Length)], state));
            state = steps[^1].After;
        }

        return [.. steps];
    }

    // The word of a step, and the step of a word.
    private int At(int cell, int t, int length) =>
        layer.Cells[cell].Direction == Direction.LeftToRight ? t : length - 1 - t;
}
