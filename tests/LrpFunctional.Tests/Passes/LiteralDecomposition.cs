using LrpFunctional.Layers.Recurrent.Lstm;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>
/// Contextual decomposition of a one-layer LSTM read from the left at its last state, unit by unit, as the paper writes
/// it.
/// </summary>
internal static class LiteralDecomposition
{
    /// <summary>β and γ of a span for each class.</summary>
    /// <param name="network">The network.</param>
    /// <param name="sentence">What it reads.</param>
    /// <param name="span">The positions of the phrase.</param>
    /// <param name="biasesToPhrase">Whether what the biases write together is the phrase's at a step.</param>
    public static (double[] Beta, double[] Gamma) Of(
        RecurrentNetwork network,
        Sentence sentence,
        IReadOnlySet<int> span,
        Func<int, bool> biasesToPhrase
    )
    {
        var cell = (LstmCell)network.Recurrent[0].Cells[0].Cell;
        var d = cell.Units;
        var (hiddenPhrase, hiddenRest, cellPhrase, cellRest) = (
            new double[d],
            cell.InitialHidden.Span.ToArray(),
            new double[d],
            cell.InitialCell.Span.ToArray()
        );
        for (var t = 0; t < sentence.Length; t++)
        {
            var (phrase, rest) = (new double[4 * d], new double[4 * d]);
            for (var row = 0; row < 4 * d; row++)
            {
                for (var k = 0; k < cell.InputSize; k++)
                {
                    var x = sentence.Ids[t] < 0 ? 0 : network.Embedding[sentence.Ids[t], k];
                    if (span.Contains(t))
                        phrase[row] += cell.Input[row, k] * x;
                    else
                        rest[row] += cell.Input[row, k] * x;
                }

                for (var k = 0; k < d; k++)
                {
                    phrase[row] += cell.Recurrent[row, k] * hiddenPhrase[k];
                    rest[row] += cell.Recurrent[row, k] * hiddenRest[k];
                }
            }

            for (var j = 0; j < d; j++)
            {
                var i = Shares(Sigmoid, phrase[j], rest[j], cell.Bias[j]);
                var f = Shares(Sigmoid, phrase[d + j], rest[d + j], cell.Bias[d + j]);
                var g = Shares(Math.Tanh, phrase[(2 * d) + j], rest[(2 * d) + j], cell.Bias[(2 * d) + j]);
                var o = Sigmoid(phrase[(3 * d) + j] + rest[(3 * d) + j] + cell.Bias[(3 * d) + j]);
                var phraseNow =
                    (f.Beta * cellPhrase[j])
                    + (f.Bias * cellPhrase[j])
                    + (i.Beta * g.Beta)
                    + (i.Beta * g.Bias)
                    + (i.Bias * g.Beta)
                    + (biasesToPhrase(t) ? i.Bias * g.Bias : 0);
                var restNow =
                    (f.Gamma * cellPhrase[j])
                    + (f.Beta * cellRest[j])
                    + (f.Gamma * cellRest[j])
                    + (f.Bias * cellRest[j])
                    + (i.Gamma * g.Gamma)
                    + (i.Gamma * g.Beta)
                    + (i.Gamma * g.Bias)
                    + (i.Beta * g.Gamma)
                    + (i.Bias * g.Gamma)
                    + (biasesToPhrase(t) ? 0 : i.Bias * g.Bias);
                (cellPhrase[j], cellRest[j]) = (phraseNow, restNow);
                hiddenPhrase[j] = o * (Math.Tanh(phraseNow) + Math.Tanh(phraseNow + restNow) - Math.Tanh(restNow)) / 2;
                hiddenRest[j] = o * (Math.Tanh(restNow) + Math.Tanh(phraseNow + restNow) - Math.Tanh(phraseNow)) / 2;
            }
        }

        var output = network.Head.Dense[^1];
        double Times(int index, double[] h) => Enumerable.Range(0, d).Sum(j => output.Weights[index, j] * h[j]);
        var classes = Enumerable.Range(0, network.Classes.Length).ToArray();
        return (
            [.. classes.Select(index => Times(index, hiddenPhrase))],
            [.. classes.Select(index => Times(index, hiddenRest) + output.Bias[index])]
        );
    }

    // The average over the two orders bias, phrase, rest and bias, rest, phrase.
    private static (double Beta, double Gamma, double Bias) Shares(
        Func<double, double> a,
        double phrase,
        double rest,
        double bias
    )
    {
        var all = a(bias + phrase + rest);
        return (
            ((a(bias + phrase) - a(bias)) + (all - a(bias + rest))) / 2,
            ((a(bias + rest) - a(bias)) + (all - a(bias + phrase))) / 2,
            a(bias)
        );
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
