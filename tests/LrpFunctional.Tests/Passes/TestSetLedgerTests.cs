using System.Collections.Immutable;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Passes;

/// <summary>The accounts of the default test set.</summary>
public sealed class TestSetLedgerTests
{
    private static readonly ImmutableArray<Sentence> Sentences = Read();

    public static TheoryData<string> Names { get; } = [.. OfferedRuleSets.Offered.Select(rules => rules.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_account_of_the_default_test_set_closes_for_every_class(string name) =>
        Ledgers.Close(
            1e-9,
            OfferedRuleSets.Offered.Single(rules => rules.Name == name),
            DefaultModel.Network,
            Sentences
        );

    private static ImmutableArray<Sentence> Read()
    {
        var network = DefaultModel.Network;
        using var reader = File.OpenText(Repository.At("data", "sentences.txt"));
        return [.. SentenceFile.Read("data", reader, network, network.Vocabulary.UnknownWord)];
    }
}
