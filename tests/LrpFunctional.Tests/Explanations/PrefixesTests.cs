using System.Collections.Immutable;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Explanations;

/// <summary>The triangle of relevances over time against each prefix as a sentence of its own.</summary>
public sealed class PrefixesTests
{
    private static readonly ImmutableArray<Method> Methods =
    [
        Lrp.Default,
        Gradient.Sensitivity,
        Gradient.TimesInput,
        Occlusion.Default,
    ];

    [Theory]
    [MemberData(nameof(RandomNetworks.Kinds), MemberType = typeof(RandomNetworks))]
    public void Each_kind_of_network_explains_a_prefix_as_it_does_a_sentence_of_its_own(string kind)
    {
        var network = RandomNetworks.Create(kind);
        var sentences = RandomNetworks.Sentences(network, 22, 3, 1, 14);
        foreach (var precision in new[] { Precision.Bits64, Precision.Bits32 })
            Agree(Methods, network, sentences, Target.All, new(Precision: precision));
        ImmutableArray<Method> featured =
        [
            .. Methods.Add(Lrp.WithLedger(RuleSet.Epsilon(0.01, 1))).Where(method => method.HasFeatures),
        ];
        Agree(featured, network, sentences, Target.Predicted, new(Threads: 3, Detail: Detail.Features));
    }

    [Fact]
    public void Long_sentences_and_short_ones_come_in_order_on_any_number_of_threads()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        var sentences = RandomNetworks.Sentences(23, [2, 300, 1, .. Enumerable.Repeat(9, 40), 190, 5]);
        var alone = Prefixes.Explain([Lrp.Default], network, sentences, Target.Predicted).ToArray();
        Assert.Equal(sentences.Sum(sentence => sentence.Length), alone.Length);
        Assert.Equal(
            sentences.SelectMany(
                (sentence, place) => Enumerable.Range(1, sentence.Length).Select(length => (place, length))
            ),
            alone.Select(found => (found.Place, found.Length))
        );
        Assert.Equal(sentences.Length, alone.Count(found => found.IsWhole));
        foreach (var threads in new[] { 2, 5, 2000 })
        {
            var together = Prefixes
                .Explain([Lrp.Default], network, sentences, Target.Predicted, new(threads))
                .ToArray();
            Assert.Equal(alone.Select(found => found.Explanations[0]), together.Select(found => found.Explanations[0]));
        }
    }

    [Fact]
    public void The_label_of_a_sentence_holds_for_each_prefix_and_the_prediction_is_that_after_it()
    {
        var network = RandomNetworks.Create(5, 4, 3, 2);
        var plain = RandomNetworks.Sentences(24, 12)[0];
        var labelled = Sentence.Of(plain.Words, plain.Ids, 2) with { Id = "a" };
        var prefixes = Prefixes.Explain([Lrp.Default], network, [labelled], Target.Label).ToArray();
        Assert.All(
            prefixes,
            found =>
                Assert.Equal(
                    (2, 2, "a"),
                    (
                        found.Explanations[0].Target,
                        found.Explanations[0].Prediction.Sentence.Label,
                        found.Explanations[0].Prediction.Sentence.Id
                    )
                )
        );
        Assert.All(
            prefixes,
            found => Assert.Equal(network.Predict(labelled.Prefix(found.Length)), found.Explanations[0].Prediction)
        );
        Assert.Throws<ArgumentException>(() => Prefixes.Explain([Lrp.Default], network, [plain], Target.Label).Count());
    }

    [Fact]
    public void Fewer_than_one_thread_is_refused_and_work_can_be_ended()
    {
        var (network, sentences) = (RandomNetworks.Create(2, 2, 2, 2), RandomNetworks.Sentences(1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Prefixes.Explain(Methods, network, sentences, Target.All, new(Threads: 0))
        );
        Assert.Throws<OperationCanceledException>(() =>
            Prefixes
                .Explain(Methods, network, sentences, Target.All, cancellation: new CancellationToken(canceled: true))
                .Count()
        );
    }

    private static IEnumerable<LedgerEntry> Accounts(Explanation explanation) =>
        explanation.Ledger.Match(ledger => ledger.Entries, () => []);

    private static void Agree(
        ImmutableArray<Method> methods,
        RecurrentNetwork network,
        ImmutableArray<Sentence> sentences,
        Target target,
        ExplainOptions options
    )
    {
        var triangles = Prefixes.Explain(methods, network, sentences, target, options).ToArray();
        var alone = new ExplainOptions(1, options.Precision, options.Detail);
        var each = sentences
            .SelectMany(sentence => Enumerable.Range(1, sentence.Length).Select(sentence.Prefix))
            .SelectMany(prefix => Pipelines.Explain(methods, network, [prefix], target, alone))
            .SelectMany(ofPrefix => ofPrefix)
            .ToArray();
        var found = triangles.SelectMany(ofPrefix => ofPrefix.Explanations).ToArray();
        Assert.Equal<Explanation>(each, found);
        Assert.Equal(each.SelectMany(Accounts), found.SelectMany(Accounts));
    }
}
