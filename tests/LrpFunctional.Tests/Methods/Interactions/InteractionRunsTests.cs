using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Methods.Interactions;

/// <summary>Interactions of many sentences, by all methods.</summary>
public sealed class InteractionRunsTests
{
    private static readonly ImmutableArray<InteractionMethod> Methods =
    [
        .. OfferedInteractions.All,
        ShapleyInteraction.With(mostExact: 3, draws: 2),
    ];

    [Fact]
    public void A_sum_has_no_interactions_by_any_method()
    {
        var sentence = WorkedNetworks.Steps(1, 2, -3, 0.5, 4);
        foreach (var method in Methods)
        {
            var found = method.Explain(WorkedNetworks.Sum, sentence, Target.Class(0))[0];
            Close.Absolute(1e-9, Enumerable.Repeat(0.0, 10), found.All.Select(pair => pair.Interaction));
            Assert.All(found.All, pair => Assert.InRange(pair.StandardError.IfNone(0), 0, 1e-12));
        }
    }

    [Fact]
    public void A_sentence_has_the_same_bits_alone_among_others_and_on_any_number_of_threads()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var sentences = RandomNetworks.Sentences(11, 3, 6, 1, 5, 3, 6, 2);
        var alone = sentences
            .Select(sentence => InteractionRuns.Explain(Methods, network, [sentence], Target.Predicted).Single())
            .ToArray();
        foreach (var threads in new[] { 1, 3 })
        {
            var together = InteractionRuns.Explain(
                Methods,
                network,
                sentences,
                Target.Predicted,
                new ExplainOptions(threads)
            );
            foreach (var (one, other) in alone.Zip(together))
                Assert.Equal<WordInteractions>(one, other);
            // Threads that are left over by few sentences share out the words of one.
            var single = InteractionRuns.Explain(
                Methods,
                network,
                [sentences[1]],
                Target.Predicted,
                new ExplainOptions(threads)
            );
            Assert.Equal<WordInteractions>(alone[1], single.Single());
        }
    }

    [Fact]
    public void A_seed_draws_other_orders_and_a_sentence_of_one_word_has_no_pair()
    {
        var network = RandomNetworks.Create(9, 5, 3, 2);
        var sentences = RandomNetworks.Sentences(11, 1, 6);
        WordInteractions Of(int seed) =>
            ShapleyInteraction.With(mostExact: 0, draws: 2, seed).Explain(network, sentences[1]);
        Assert.Equal(Of(1), Of(1));
        Assert.NotEqual(Of(1).Pairs, Of(2).Pairs);
        Assert.All(Methods, method => Assert.Empty(method.Explain(network, sentences[0]).All));
    }

    [Fact]
    public void What_a_mask_skips_is_in_no_pair_and_changes_none()
    {
        var weights = RandomNetworks.Weights(5, 4, 3, 2) with { Mask = Mask.OfId(0) };
        var network = RandomNetworks.Build(weights);
        Sentence Of(params ImmutableArray<int> ids) =>
            Sentence.Of([.. ids.Select(id => $"w{id}")], ids, Option<int>.None);
        foreach (var method in Methods)
        {
            var padded = method.Explain(network, Of(0, 3, 0, 5, 7));
            var plain = method.Explain(network.WithoutMask, Of(3, 5, 7));
            ImmutableArray<int> read = [1, 3, 4];
            foreach (var (i, j) in from i in Enumerable.Range(0, 5) from j in Enumerable.Range(0, 5) select (i, j))
                Assert.Equal(
                    read.Contains(i) && read.Contains(j) ? plain.Pairs[read.IndexOf(i), read.IndexOf(j)] : 0,
                    padded.Pairs[i, j]
                );
            Assert.Equal(5, padded.Prediction.Sentence.Length);
        }
    }

    [Fact]
    public void A_network_without_an_equation_is_refused_and_its_layer_named()
    {
        var network = RandomNetworks.Create("GruResetAfter, from both sides, layers: 1");
        var refused = Assert.Throws<NotSupportedException>(() =>
            ContextualInteraction.Default.Explain(network, RandomNetworks.Sentences(3, 4)[0])
        );
        Assert.StartsWith("contextual decomposition has no equation for", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            HessianInteraction.Default.Explain(network, RandomNetworks.Sentences(3, 4)[0], Target.Class(9))
        );
    }
}
