using System.Collections.Immutable;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>
/// The accounts of the test set of the Stanford sentiment treebank, where it lies beside this checkout.
/// </summary>
public sealed class SstLedgerTests
{
    /// <summary>
    /// Each rule set takes every fourth sentence, so that each linear rule and each product rule meets all of them.
    /// </summary>
    [SkippableFact]
    public void The_account_of_the_sst_test_set_closes_for_every_class()
    {
        var network = DefaultModel.Network;
        using var reader = File.OpenText(Repository.Shared("lrp_for_lstm", "data", "sequence_test.txt"));
        var sentences = SentenceFile.Read("sst", reader, network, network.Vocabulary.UnknownWord).ToArray();
        Assert.Equal(2210, sentences.Length);
        var products = ProductRule.Offered.Length;
        Assert.All(
            OfferedRuleSets
                .Offered.Index()
                .AsParallel()
                .Select(offered =>
                    Record.Exception(() =>
                        Ledgers.Close(1e-9, offered.Item, network, Every(products, offered.Index, sentences))
                    )
                ),
            Assert.Null
        );
    }

    private static ImmutableArray<Sentence> Every(int products, int at, IEnumerable<Sentence> sentences) =>
        [.. sentences.Where((_, sentence) => sentence % products == ((at / products) + at) % products)];
}
