using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Layers;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;

namespace LrpFunctional.Laboratory.Faithfulness;

/// <summary>
/// A network that learned labels of the data over the network's own word vectors: either the labels as they are, or
/// shuffled, which have no reason in the sentences (Adebayo et al. 2018).
/// </summary>
/// <param name="Name">What it learned.</param>
/// <param name="Network">The network.</param>
/// <param name="Share">The share of these labels that it tells of the sentences that it learned.</param>
internal sealed record RelearnedNetwork(string Name, RecurrentNetwork Network, double Share)
{
    private const int MostSentences = 500;
    private const int MostSteps = 20_000;
    private const int Least = 20;
    private const string Own = "trained on the labels";
    private const string Shuffled = "trained on shuffled labels";

    /// <summary>One that learned the labels and one that learned them shuffled, or why there are none.</summary>
    public static Validation<Fault, ImmutableArray<RelearnedNetwork>> Of(Bench bench, Relearning relearning)
    {
        var network = bench.Network;
        var labelled = Shortened(bench.Sample(bench.Labelled, MostSentences));
        if (network.Mask.IsSome || labelled.Select(sentence => sentence.Label).Distinct().Count() < 2)
            return Refused("sentences of two classes, and a network without a mask, are needed");
        if (labelled.Length < Least)
            return Refused($"{labelled.Length} sentences have a label, where {Least} are needed");
        ImmutableArray<int> labels = [.. labelled.Select(sentence => sentence.Label.IfNone(0))];
        var order = RandomNumbers.Permutation(RandomNumbers.Bits((ulong)bench.Seed, labels.Length), labels.Length);
        return Validations.All(
            new[] { (Own, labels), (Shuffled, [.. order.Select(at => labels[at])]) }.Select(of =>
                Learned(bench, relearning, of.Item1, labelled, of.Item2)
            )
        );
    }

    private static Validation<Fault, RelearnedNetwork> Learned(
        Bench bench,
        Relearning relearning,
        string name,
        ImmutableArray<Sentence> sentences,
        ImmutableArray<int> labels
    )
    {
        var network = bench.Network;
        var weights = relearning.Learn(
            [
                .. sentences.Zip(
                    labels,
                    (sentence, label) => Sentence.Of(Changes.Vectors(network, sentence), Option<int>.Some(label))
                ),
            ],
            network.Classes.Length,
            bench.Seed,
            bench.Cancellation
        );
        return RecurrentNetwork
            .Create(
                "vocabulary",
                network.Vocabulary.Words,
                network.Vocabulary.UnknownId.Map(id => network.Vocabulary.Words[id]),
                network.Classes,
                weights with
                {
                    Embedding = new Weight("word vectors", network.Embedding),
                }
            )
            .Map(learned => new RelearnedNetwork(
                name,
                learned,
                (bench with { Network = learned })
                    .Predict(sentences)
                    .Zip(labels, (prediction, label) => prediction.Class == label ? 1.0 : 0)
                    .Average()
            ));
    }

    // However long sequences are, the time is bounded; one at least stays.
    private static ImmutableArray<Sentence> Shortened(ImmutableArray<Sentence> sentences)
    {
        ImmutableArray<long> ends =
        [
            .. sentences.Select((_, at) => sentences.Take(at + 1).Sum(sentence => (long)sentence.Length)),
        ];
        return [.. sentences.Where((_, at) => at == 0 || ends[at] <= MostSteps)];
    }

    private static Fault Refused(string problem) => new("sanity", problem, "give more sentences with labels");
}
