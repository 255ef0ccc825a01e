using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Layers.Pointwise;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Does an explanation change when the network does?</summary>
public sealed class RandomisationTests
{
    private const string Down = "shuffled from the scores down";
    private const string Up = "shuffled from the words up";
    private const string Other = "another sentence";

    [Fact]
    public void Who_explains_words_and_not_the_network_is_found_out()
    {
        var bench = new Bench(
            DefaultModel.Network,
            DefaultModel.Sentences(60),
            [Lrp.Default, Gradient.TimesInput, CountedWords.Constant],
            Erasing.Zero,
            2,
            ExplainOptions.Default
        );
        var findings = Randomisation.Experiment.Run(bench).OrThrow();
        Assert.All(
            [Down, Up],
            part =>
            {
                Assert.InRange(CountedWords.Of(findings, part, "lrp").Value.High, -0.2, 0.5);
                Assert.InRange(CountedWords.Of(findings, part, "gi").Value.High, -0.2, 0.5);
                Assert.Equal(1, CountedWords.Of(findings, part, "constant").Value.Low);
                Assert.Equal(1, CountedWords.Of(findings, part, "random").Value.Mean, 12);
                Assert.True(CountedWords.Of(findings, part, "random").LrpMinusIt.Exists(less => less.High < 0));
            }
        );

        // Random numbers differ from sentence to sentence; the same number for each word does not.
        Assert.Equal(1, CountedWords.Of(findings, Other, "constant").Value.Low);
        Assert.InRange(CountedWords.Of(findings, Other, "random").Value.Mean, -0.15, 0.15);

        // Word vectors, cells and scores, one more each time.
        Assert.Equal(
            ["dense 0", "layer 0", "word vectors"],
            findings
                .Points.Where(point => point is { Method: "lrp", Series: Down })
                .Select(point => point.Text.IfNone(""))
        );
    }

    // The scores read 0 and 1 of the state; the other way round, the class explained has no word that is for it.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Correlations_are_those_worked_out_by_hand(int seed)
    {
        var bench = CountedWords.Bench([CountedWords.Sentence("the good bad good", 1)], Gradient.TimesInput) with
        {
            Seed = seed,
        };
        var shuffled = ShuffledNetwork.Of(bench.Network, [2], seed).OrThrow();
        var isSame = ((DenseLayer)shuffled.Layers[^1]).Weights == ((DenseLayer)bench.Network.Layers[^1]).Weights;
        var first = Randomisation
            .Experiment.Run(bench)
            .OrThrow()
            .Points.First(point => point is { Method: "gi", Series: Down });
        Assert.Equal(isSame ? 1 : 0, first.Value.Mean);
    }

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void A_network_without_a_place_to_shuffle_is_the_same(string kind)
    {
        var network = RandomNetworks.Create(kind);
        ShuffledNetwork
            .Of(network, [], 1)
            .Match(
                same => Assert.Equal(network.Hash, same.Hash),
                faults =>
                    Assert.All(faults, fault => Assert.Contains("cannot have its numbers shuffled", fault.Problem))
            );
    }

    [Fact]
    public void Shuffled_matrices_keep_their_numbers_and_the_others_their_places()
    {
        var network = DefaultModel.Network;
        var places = ShuffledNetwork.Places(network);
        Assert.Equal([-1, 0, 2], places.AsEnumerable());
        var shuffled = ShuffledNetwork.Of(network, [2], 1).OrThrow();
        Assert.Equal(network.Embedding, shuffled.Embedding);
        Assert.Equal(network.Layers[0], shuffled.Layers[0]);
        var (before, after) = ((DenseLayer)network.Layers[2], (DenseLayer)shuffled.Layers[2]);
        Assert.NotEqual(before.Weights, after.Weights);
        Assert.Equal(before.Weights.Span.ToArray().Order(), after.Weights.Span.ToArray().Order());
        Assert.NotEqual(after, ShuffledNetwork.Of(network, [2], 2).OrThrow().Layers[2]);
    }

    // Whoever learns gives back the network itself, whatever the labels are: then nothing is left to tell them apart.
    [Fact]
    public void A_network_learns_the_labels_and_one_learns_them_shuffled()
    {
        var taught = new List<ImmutableArray<Sentence>>();
        var bench = CountedWords.Bench(Labelled(30), Gradient.TimesInput) with
        {
            Relearning = new Relearning(
                "by heart",
                (sequences, classes, seed, _) =>
                {
                    Assert.Equal((2, 1), (classes, seed));
                    taught.Add(sequences);
                    return CountedWords.Weights;
                }
            ),
        };
        var findings = Randomisation.Experiment.Run(bench).OrThrow();
        Assert.All(
            ["trained on the labels", "trained on shuffled labels"],
            part => Assert.Equal(1, CountedWords.Of(findings, part, "gi").Value.Low)
        );

        // "good" is 1 and "bad" is −1, as vectors; shuffled labels are the same ones at other sentences.
        Assert.Equal(2, taught.Count);
        Assert.All(
            taught[0],
            sequence => Assert.Equal(sequence.Numbers == Matrix.Of(2, 1, [1, 0]) ? 1 : 0, sequence.Label)
        );
        Assert.Equal(taught[0].Select(sequence => sequence.Numbers), taught[1].Select(sequence => sequence.Numbers));
        Assert.NotEqual(Labels(taught[0]), Labels(taught[1]));
        Assert.Equal(Labels(taught[0]).Order(), Labels(taught[1]).Order());
        Assert.Matches(
            @"by heart: trained on the labels \(100 % of these learned\), trained on shuffled labels \(\d\d % of",
            findings.Basis
        );
    }

    [Fact]
    public void Without_enough_labels_no_network_learns_them_and_it_is_told()
    {
        var bench = CountedWords.Bench(Labelled(10), Gradient.TimesInput) with
        {
            Relearning = new Relearning("never", (_, _, _, _) => throw new InvalidOperationException()),
        };
        var findings = Randomisation.Experiment.Run(bench).OrThrow();
        Assert.DoesNotContain(findings.Scores, score => score.Part.StartsWith("trained", StringComparison.Ordinal));
        Assert.Contains("10 sentences have a label, where 20 are needed", findings.Basis, StringComparison.Ordinal);
    }

    private static IEnumerable<Sentence> Labelled(int count) =>
        Enumerable
            .Range(0, count)
            .Select(at => CountedWords.Sentence(at % 2 == 0 ? "good the" : "bad the", 1 - (at % 2)));

    private static int[] Labels(ImmutableArray<Sentence> sequences) =>
        [.. sequences.Select(sequence => sequence.Label.IfNone(-1))];
}
