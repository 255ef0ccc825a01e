using System.Collections.Immutable;
using LrpFunctional.Formats.Models;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>What all experiments have in common.</summary>
public sealed class BenchTests
{
    private static readonly ImmutableArray<Sentence> Sentences =
    [
        .. Enumerable.Range(0, 12).Select(_ => CountedWords.Sentence("the good the the the the the bad good the", 1)),
    ];

    public static TheoryData<string> Names { get; } =
    [.. Experiment.All.Where(one => !one.IsOnItsOwn).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_is_none_is_a_fault_and_no_finding(string name)
    {
        var bench = CountedWords.Bench(Sentences.Add(CountedWords.Sentence("the bad", 0)), CountedWords.Broken);
        var broken = Assert.Throws<FaultException>(() => Experiment.All.Single(one => one.Name == name).On(bench));
        Assert.Matches("broken.*the relevance at position . is NaN", broken.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_bench_gives_the_same_findings_chance_among_them(string name)
    {
        Findings Of() =>
            Experiment
                .All.Single(one => one.Name == name)
                .On(CountedWords.Bench(Sentences.Add(CountedWords.Sentence("the bad", 0))))
                .OrThrow();
        var (one, other) = (Of(), Of());
        Assert.Equal(one.Scores.AsEnumerable(), other.Scores.AsEnumerable());
        Assert.Equal(one.Points.AsEnumerable(), other.Points.AsEnumerable());
        Assert.Contains(one.Scores, score => score.Method == Explainer.RandomName);
    }

    [Fact]
    public void A_sample_is_no_larger_than_asked_for_and_in_the_order_of_the_data()
    {
        var bench = CountedWords.Bench([.. Enumerable.Range(1, 30).Select(at => Words(at))]);
        var sample = bench.Sample(bench.Sentences, 10);
        Assert.Equal(10, sample.Select(sentence => sentence.Length).Distinct().Count());
        Assert.Equal(sample.Select(sentence => sentence.Length).Order(), sample.Select(sentence => sentence.Length));
        Assert.NotEqual(sample.AsEnumerable(), (bench with { Seed = 9 }).Sample(bench.Sentences, 10).AsEnumerable());
        Assert.Equal(30, bench.Sample(bench.Sentences, 100).Length);
    }

    [Fact]
    public void Static_features_are_no_steps_to_take_out()
    {
        var network = ModelFiles.Read(Sandbox.Fixture("FollowUps", "therapy.h5")).OrThrow().Network;
        Assert.All(
            Experiment.All.Where(one => !one.IsOnItsOwn),
            one =>
                Assert.Contains(
                    "static features",
                    one.On(CountedWords.Bench(Sentences) with { Network = network })
                        .Match(_ => "", faults => faults.Head.Problem),
                    StringComparison.Ordinal
                )
        );
    }

    private static Sentence Words(int length) =>
        CountedWords.Sentence(string.Join(' ', Enumerable.Repeat("the", length)), 1);
}
