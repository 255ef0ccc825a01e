using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Rules;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>What several experiments need is found once, and is what each of them would have found.</summary>
public sealed class SharedExplanationsTests
{
    private static readonly ImmutableArray<string> Rereading = ["deletion", "aopc", "infidelity", "words"];

    // The last is of one word, and of the others some are not predicted to be what their labels say.
    private static readonly ImmutableArray<Sentence> Sentences =
    [
        .. Enumerable
            .Range(0, 12)
            .Select(at => CountedWords.Sentence("the good the the the the bad good the good the", at % 2)),
        CountedWords.Sentence("good", 1),
    ];

    private static IComparer<Sentence> ByPlace { get; } =
        Comparer<Sentence>.Create((one, other) => Place(one).CompareTo(Place(other)));

    public static TheoryData<string> Names { get; } =
    [.. Experiment.All.Where(one => !one.IsOnItsOwn).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_experiment_finds_what_it_finds_alone(string name)
    {
        var bench = CountedWords.Bench(Sentences.Add(CountedWords.Sentence("the bad", 0)));
        Same(On(bench, name), On(bench.Sharing(), name));
    }

    [Fact]
    public void Explanations_of_the_model_are_the_same_whoever_asked_for_them_first()
    {
        var bench = Of(
            DefaultModel.Sentences(16),
            Lrp.Default,
            Gradient.TimesInput,
            Decomposition.Contextual,
            Shapley.With(5, 2)
        );
        var shared = bench.Sharing();
        Assert.All(Rereading, name => Same(On(bench, name), On(shared, name)));
    }

    [Fact]
    public void A_method_is_asked_once_for_what_several_experiments_need()
    {
        var asked = new List<(Sentence Sentence, int Class)>();
        var bench = CountedWords.Bench(Sentences, Counting("counting", asked)).Sharing();
        Assert.Empty(asked);
        foreach (var name in Rereading)
            _ = On(bench, name);

        // All for the class predicted; by word deletion for the label where that is another, and by the words of all
        // labelled sentences the one that other experiments leave out.
        Assert.Equal(12 + 6 + 1, asked.Count);
        Assert.Equal(
            Sentences.Order(ByPlace).Select(sentence => (sentence, 1)),
            asked.Where(one => one.Class == 1).OrderBy(one => one.Sentence, ByPlace)
        );
    }

    [Fact]
    public void A_method_that_is_left_out_is_not_asked()
    {
        var (slow, quick) = (new List<(Sentence, int)>(), new List<(Sentence, int)>());
        var methods = ImmutableArray.Create(Counting("slow", slow), Counting("quick", quick));
        var bench = CountedWords.Bench(Sentences, methods).Sharing();
        _ = On(bench with { Methods = methods[1..] }, "infidelity");
        Assert.Equal((0, 12), (slow.Count, quick.Count));
        _ = On(bench, "aopc");
        Assert.Equal((12, 12), (slow.Count, quick.Count));
    }

    [Fact]
    public void Another_network_has_explanations_of_its_own()
    {
        var network = ShuffledNetwork
            .Of(DefaultModel.Network, ShuffledNetwork.Places(DefaultModel.Network), 1)
            .OrThrow();
        var bench = Of(DefaultModel.Sentences(5), Lrp.Default).Sharing();
        var ours = bench.Explain(bench.Methods, bench.Sentences, Target.Predicted);
        var theirs = (bench with { Network = network }).Explain(bench.Methods, bench.Sentences, Target.Predicted);
        Assert.Equal(
            bench.Sentences.Select(sentence => Lrp.Default.Explain(network, sentence)),
            theirs.Select(of => of.Single())
        );
        Assert.NotEqual(ours.Select(of => of.Single()), theirs.Select(of => of.Single()));
    }

    [Fact]
    public void Other_numbers_are_found_anew()
    {
        var bench = Of(DefaultModel.Sentences(5), Lrp.Default).Sharing();
        _ = bench.Explain(bench.Methods, bench.Sentences, Target.Predicted);
        ImmutableArray<Explanation> Found(ExplainOptions options, Target target, Method method) =>
            [
                .. (bench with { Options = options })
                    .Explain([method], bench.Sentences, target)
                    .Select(of => of.Single()),
            ];
        void Anew(ExplainOptions options, Target target, Method method) =>
            Assert.Equal(
                method.Explain(bench.Network, bench.Sentences, target, options),
                Found(options, target, method).AsEnumerable()
            );
        Anew(new ExplainOptions(Precision: Precision.Bits32), Target.Predicted, Lrp.Default);
        Anew(new ExplainOptions(Detail: Detail.Features), Target.Predicted, Lrp.Default);
        Anew(ExplainOptions.Default, Target.Second, Lrp.Default);
        Anew(ExplainOptions.Default, Target.Predicted.Of(Quantity.Probability), Gradient.TimesInput);

        // Of the same name, but with other rules.
        Anew(ExplainOptions.Default, Target.Predicted, Lrp.With(RuleSet.Epsilon(0.1, 1)));
    }

    [Fact]
    public void What_is_no_number_is_told_as_it_is_alone()
    {
        var bench = CountedWords.Bench(Sentences, CountedWords.Knowing, CountedWords.Broken);
        string Told(Bench on) => Assert.Throws<FaultException>(() => On(on, "aopc")).Message;
        var shared = bench.Sharing();
        Assert.Equal(Told(bench), Told(shared));
        Assert.Equal(Told(bench), Told(shared));
    }

    private static int Place(Sentence sentence) =>
        Sentences.Index().Single(one => ReferenceEquals(one.Item, sentence)).Index;

    private static Bench Of(ImmutableArray<Sentence> sentences, params ImmutableArray<Method> methods) =>
        new(DefaultModel.Network, sentences, methods, Erasing.Zero, 3, ExplainOptions.Default);

    private static void Same(Findings alone, Findings shared)
    {
        Assert.NotEmpty(alone.Scores);
        Assert.Equal(alone.Scores.AsEnumerable(), shared.Scores.AsEnumerable());
        Assert.Equal(alone.Points.AsEnumerable(), shared.Points.AsEnumerable());
        Assert.Equal(alone.Lists.AsEnumerable(), shared.Lists.AsEnumerable());
        Assert.Equal(alone.Map.AsEnumerable(), shared.Map.AsEnumerable());
        Assert.Equal(alone.Basis, shared.Basis);
    }

    private static Findings On(Bench bench, string name) =>
        Experiment.All.Single(one => one.Name == name).On(bench).OrThrow();

    private static Method Counting(string name, List<(Sentence, int)> asked) =>
        Method.Of(
            name,
            (trace, outputs) =>
            {
                asked.AddRange(trace.Batch.Sentences.Zip(outputs, (sentence, output) => (sentence, output.Class)));
                return new Attribution(Matrix.Constant(trace.Batch.Packing.Rows, 1, 0.5), Option<Matrix>.None);
            }
        );
}
