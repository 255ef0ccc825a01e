using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>
/// The equations written out for one sentence, with double loops and whole message matrices: slow, and close to the
/// papers.
/// </summary>
internal sealed class LiteralNetwork(RecurrentNetwork network)
{
    private readonly LiteralLayer[] _layers = [.. network.Recurrent.Select(layer => new LiteralLayer(layer))];
    private readonly LiteralHead _head = new(network.Head, network.Recurrent[^1]);

    /// <summary>What the network did, the lowest layer first.</summary>
    public sealed record Run(LiteralLayer.Run[] Layers, LiteralHead.Run Head);

    /// <summary>The relevance of what each layer read, the lowest first, and of what the head read.</summary>
    public sealed record Relevance(LiteralLayer.Relevance[] Layers, LiteralHead.Relevance Head)
    {
        public double[][] Words => Layers[0].Read;

        public double Leftover => Layers.Sum(layer => layer.Leftover);
    }

    public Run Read(Sentence sentence)
    {
        var (layers, read) = (new List<LiteralLayer.Run>(), Vectors(sentence));
        foreach (var layer in _layers)
        {
            layers.Add(layer.Over(read));
            read = layers[^1].States;
        }

        return new Run([.. layers], _head.Over(read));
    }

    public double[] Scores(Sentence sentence) => Read(sentence).Head.Scores;

    /// <summary>LRP of one class.</summary>
    public Relevance Explain(Sentence sentence, int target, double epsilon, double delta)
    {
        var (rule, run) = (new LiteralRule(epsilon, delta), Read(sentence));
        var head = _head.Back(rule, run.Head, [.. run.Head.Scores.Select((score, j) => j == target ? score : 0)]);
        var (layers, arriving) = (new LiteralLayer.Relevance[_layers.Length], head.States);
        for (var at = _layers.Length - 1; at >= 0; at--)
        {
            layers[at] = _layers[at].Back(rule, run.Layers[at], arriving);
            arriving = layers[at].Read;
        }

        return new Relevance(layers, head);
    }

    /// <summary>The vectors that a sentence stands for.</summary>
    public double[][] Vectors(Sentence sentence) =>
        sentence.Numbers.Match<double[][]>(
            numbers => [.. Enumerable.Range(0, numbers.Rows).Select(t => numbers.Row(t).ToArray())],
            () =>
                [
                    .. sentence.Ids.Select(id =>
                        id == Sentence.ZeroId ? new double[network.InputSize] : network.Embedding.Row(id).ToArray()
                    ),
                ]
        );
}
