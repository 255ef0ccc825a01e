using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;

namespace LrpFunctional.Tests.Reference;

/// <summary>What holds for each network, whatever its layers are.</summary>
internal static class NetworkClaims
{
    /// <summary>The network, or for scores at each step those of the first one and of the last but one.</summary>
    public static ImmutableArray<RecurrentNetwork> Scored(RecurrentNetwork network) =>
        network.GivesVectors ? [network] : [network.At(0), network.At(-2)];

    public static void RelevanceIsConservedAndLedgersClose(RecurrentNetwork network) =>
        RelevanceIsConservedAndLedgersClose(network, RandomNetworks.Sentences(network, 6, 1, 4, 7, 4));

    public static void RelevanceIsConservedAndLedgersClose(RecurrentNetwork network, ImmutableArray<Sentence> sentences)
    {
        foreach (var explanation in Lrp.With(RuleSet.Epsilon(0.001, 1)).Explain(network, sentences, Target.All))
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
        var trace = ForwardPass.Run(network, PackedBatch.Of(sentences));
        foreach (var rules in OfferedRuleSets.Offered)
        {
            var relevance = Lrp.Relevance(rules, trace, [.. sentences.Select(_ => (Output)0)]);
            Assert.All(relevance.Ledgers, ledger => Assert.True(ledger.Closes(1e-9), rules.Name));
        }
    }

    public static void GradientsAreThoseOfDifferences(RecurrentNetwork network) =>
        GradientsAreThoseOfDifferences(network, RandomNetworks.Sentences(network, 4, 5)[0]);

    /// <summary>Of words, those by their vectors.</summary>
    public static void GradientsAreThoseOfDifferences(
        RecurrentNetwork network,
        Sentence sentence,
        int most = int.MaxValue
    ) =>
        Differences.Agree(
            network,
            sentence.Numbers.IsSome
                ? sentence
                : Sentence.Of(MatrixRows.Gather(network.Embedding, sentence.Ids.AsSpan()), Option<int>.None),
            most
        );

    public static void MultipliersAddUp(RecurrentNetwork network)
    {
        foreach (
            var explanation in DeepLift.Default.Explain(
                network,
                RandomNetworks.Sentences(network, 8, 5, 1, 7),
                Target.All
            )
        )
            Close.Absolute(1e-9, [explanation.Value], [explanation.Total]);
    }

    public static void PartsAddUp(RecurrentNetwork network)
    {
        var trace = ForwardPass.Run(network, RandomNetworks.Sentences(network, 8, 5)[0]);
        foreach (var biases in Enum.GetValues<BiasProduct>())
        {
            var parts = ContextualDecomposition.OfPhrase(trace, 0, 1, 2, biases);
            Close.Absolute(1e-9, trace.Scores.Span.ToArray(), (parts.Phrase + parts.Rest).Span.ToArray());
        }
    }

    public static void TheQuickWayGivesWhatTheStepsGive(RecurrentNetwork network)
    {
        var sentence = RandomNetworks.Sentences(network, 7, 6)[0];
        var trace = ForwardPass.Run(network, sentence);
        foreach (var options in new[] { ExplainOptions.Default, Featured.Options })
        {
            var quick = Lrp.Default.Explain(network, sentence, options);
            var messages = Lrp.Relevance(RuleSet.Default, trace, [quick.Target]);
            Close.Absolute(1e-12, messages.Words.Span.ToArray(), quick.Relevances);
            Close.Absolute(1e-12, messages.Leftover.Span.ToArray(), [.. quick.Leftover.ToSeq()]);
        }
    }

    public static void PrefixesAndBatchesHaveTheBitsOfSentencesAlone(RecurrentNetwork network)
    {
        var sentences = RandomNetworks.Sentences(network, 9, 6, 2, 6, 1);
        foreach (var method in new[] { Lrp.Default, Gradient.Sensitivity })
        {
            var together = method.Explain(network, sentences, Target.Predicted, new ExplainOptions(Threads: 2));
            foreach (var (sentence, explanation) in sentences.Zip(together))
                Assert.Equal<double>(method.Explain(network, sentence).Relevances, explanation.Relevances);
            foreach (var prefix in Prefixes.Explain([method], network, [sentences[0]], Target.Predicted))
                Assert.Equal<double>(
                    method.Explain(network, sentences[0].Prefix(prefix.Length)).Relevances,
                    prefix.Explanations[0].Relevances
                );
        }
    }

    public static void ShortNumbersAreClose(RecurrentNetwork network)
    {
        var sentences = RandomNetworks.Sentences(network, 10, 6, 3);
        ImmutableArray<double> Of(Precision precision) =>
            [
                .. Lrp
                    .Default.Explain(network, sentences, Target.Predicted, new ExplainOptions(Precision: precision))
                    .SelectMany(explanation => explanation.Relevances),
            ];
        Close.Absolute(1e-4, Of(Precision.Bits64), Of(Precision.Bits32));
    }
}
