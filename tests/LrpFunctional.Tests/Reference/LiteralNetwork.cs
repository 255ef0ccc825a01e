using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>The equations written out for one sentence, with double loops and whole message matrices: slow, and close to the paper.</summary>
internal sealed class LiteralNetwork(RecurrentNetwork network)
{
    public sealed record Step(double[] X, double[] I, double[] F, double[] G, double[] O, double[] Zg, double[] C, double[] H);

    public sealed record Relevance(double[][] Words, double Leftover);

    /// <summary>The steps of a direction in the order in which its cell took them.</summary>
    public Step[] Read(Sentence sentence, int direction)
    {
        var cell = network.Layer.Cells[direction].Cell;
        var (d, e) = (cell.Units, cell.InputSize);
        var ids = direction == 0 ? sentence.Ids : [.. sentence.Ids.Reverse()];
        var (h, c) = (new double[d], new double[d]);
        var steps = new List<Step>();
        foreach (var id in ids)
        {
            var x = new double[e];
            for (var k = 0; k < e; k++) x[k] = id == Sentence.ZeroId ? 0 : network.Embedding[id, k];
            var z = new double[4 * d];
            for (var j = 0; j < 4 * d; j++)
            {
                z[j] = cell.Bias[j];
                for (var k = 0; k < e; k++) z[j] += cell.Input[j, k] * x[k];
                for (var k = 0; k < d; k++) z[j] += cell.Recurrent[j, k] * h[k];
            }

            var (i, f, zg) = (z[..d].Select(Sigmoid).ToArray(), z[d..(2 * d)].Select(Sigmoid).ToArray(), z[(2 * d)..(3 * d)]);
            var (g, o) = (zg.Select(Math.Tanh).ToArray(), z[(3 * d)..].Select(Sigmoid).ToArray());
            c = [.. c.Select((before, j) => (f[j] * before) + (i[j] * g[j]))];
            h = [.. c.Select((cellState, j) => o[j] * Math.Tanh(cellState))];
            steps.Add(new Step(x, i, f, g, o, zg, c, h));
        }

        return [.. steps];
    }

    public double[] Scores(Sentence sentence)
    {
        var scores = network.Readout.Bias.ToArray();
        for (var direction = 0; direction < network.Layer.Cells.Length; direction++)
        {
            var (h, weights) = (Read(sentence, direction)[^1].H, network.Readout.Weights[direction]);
            for (var j = 0; j < scores.Length; j++)
            {
                for (var k = 0; k < h.Length; k++) scores[j] += weights[j, k] * h[k];
            }
        }

        return scores;
    }

    /// <summary>LRP of one class: relevance per word and dimension, both directions together, and the leftover on the initial states.</summary>
    public Relevance Explain(Sentence sentence, int target, double epsilon, double delta)
    {
        var scores = Scores(sentence);
        var words = sentence.Ids.Select(_ => new double[network.Embedding.Columns]).ToArray();
        var leftover = 0.0;
        for (var direction = 0; direction < network.Layer.Cells.Length; direction++)
        {
            var cell = network.Layer.Cells[direction].Cell;
            var (d, e) = (cell.Units, cell.InputSize);
            var steps = Read(sentence, direction);
            var readout = network.Readout.Weights[direction];
            var output = scores.Select((score, j) => j == target ? score : 0).ToArray();
            var toHidden = Linear(steps[^1].H, (j, k) => readout[j, k], network.Readout.Bias.ToArray(), scores, output, network.Layer.Units, epsilon, delta);
            var toCell = new double[d];
            for (var t = steps.Length - 1; t >= 0; t--)
            {
                var step = steps[t];
                var (hBefore, cBefore) = t == 0 ? (new double[d], new double[d]) : (steps[t - 1].H, steps[t - 1].C);
                toCell = [.. toCell.Select((relevance, j) => relevance + toHidden[j])];

                double Identity(int j, int k) => j == k ? 1 : 0;
                var forgotten = cBefore.Select((before, j) => step.F[j] * before).ToArray();
                var added = step.I.Select((gate, j) => gate * step.G[j]).ToArray();
                var toCandidate = Linear(added, Identity, new double[d], step.C, toCell, 2 * d, epsilon, delta);
                toCell = Linear(forgotten, Identity, new double[d], step.C, toCell, 2 * d, epsilon, delta);

                var bias = Enumerable.Range(0, d).Select(j => cell.Bias[(2 * d) + j]).ToArray();
                var toWord = Linear(step.X, (j, k) => cell.Input[(2 * d) + j, k], bias, step.Zg, toCandidate, d + e, epsilon, delta);
                toHidden = Linear(hBefore, (j, k) => cell.Recurrent[(2 * d) + j, k], bias, step.Zg, toCandidate, d + e, epsilon, delta);
                var position = direction == 0 ? t : steps.Length - 1 - t;
                for (var k = 0; k < e; k++) words[position][k] += toWord[k];
            }

            leftover += toHidden.Sum() + toCell.Sum();
        }

        return new Relevance(words, leftover);
    }

    /// <summary>The epsilon rule by its message matrix: R_kj = (w_jk x_k + δ (b_j + ε sign z_j) / N) / (z_j + ε sign z_j) · R_j, then Σ_j.</summary>
    public static double[] Linear(double[] x, Func<int, int, double> w, double[] b, double[] z, double[] relevance, int lowerUnits, double epsilon, double delta)
    {
        var messages = new double[x.Length, z.Length];
        for (var k = 0; k < x.Length; k++)
        {
            for (var j = 0; j < z.Length; j++)
            {
                var stabilizer = z[j] >= 0 ? epsilon : -epsilon;
                messages[k, j] = ((w(j, k) * x[k]) + (delta * (b[j] + stabilizer) / lowerUnits)) / (z[j] + stabilizer) * relevance[j];
            }
        }

        return [.. Enumerable.Range(0, x.Length).Select(k => Enumerable.Range(0, z.Length).Sum(j => messages[k, j]))];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
