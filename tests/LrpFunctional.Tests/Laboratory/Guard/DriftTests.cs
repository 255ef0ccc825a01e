using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Tests.Laboratory.Guard;

/// <summary>What changed between yesterday's explanations and today's?</summary>
public sealed class DriftTests
{
    [Fact]
    public void What_did_not_move_agrees()
    {
        var table = Table(Words(1, "a b", 1, 2), Words(2, "c", 3));
        var drift = Compared(table, table);
        Assert.True(drift.Agrees);
        Assert.Equal(2, drift.Of(Verdict.Agrees).Length);
        Assert.Empty(drift.Worst(10));
        Assert.Empty(drift.Reordered);
    }

    [Fact]
    public void What_moved_farthest_comes_first_and_says_where()
    {
        var drift = Compared(
            Table(Words(1, "a b", 1, 2), Words(2, "c d e", 1, 2, 3), Words(3, "f", 1)),
            Table(Words(1, "a b", 1.25, 2), Words(2, "c d e", 1, 1, 3.5), Words(3, "f", 1))
        );
        Assert.False(drift.Agrees);
        var worst = drift.Worst(10);
        Assert.Equal([2, 1], worst.Select(change => change.Sentence.Number));
        Assert.All(worst, change => Assert.Equal(Verdict.Moved, change.Verdict));
        Assert.Equal([1.0, 0.25], worst.Select(Distance));
        Assert.Equal([1, 0], worst.Select(Farthest));
        Assert.Equal(worst[0], Assert.Single(drift.Worst(1)));
    }

    [Fact]
    public void Sentences_are_known_by_their_words_wherever_they_stand()
    {
        var drift = Compared(
            Table(Words(1, "a", 1), Words(2, "b", 2), Words(3, "c", 3), Words(4, "gone", 4)),
            Table(Words(1, "new", 9), Words(2, "c", 3), Words(3, "a", 1), Words(4, "b", 2))
        );
        Assert.Equal(3, drift.Of(Verdict.Agrees).Length);
        Assert.Equal(4, Assert.Single(drift.Of(Verdict.Missing)).Sentence.Number);
        Assert.Equal(1, Assert.Single(drift.Of(Verdict.New)).Sentence.Number);
        // To put c back is enough.
        Assert.Equal(2, Assert.Single(drift.Reordered).Sentence.Number);
        Assert.False(drift.Agrees);
    }

    [Fact]
    public void Another_order_alone_is_told_and_changes_nothing()
    {
        var drift = Compared(
            Table(Words(1, "a", 1), Words(2, "b", 2), Words(3, "c", 3)),
            Table(Words(1, "b", 2), Words(2, "c", 3), Words(3, "a", 1))
        );
        Assert.True(drift.Agrees);
        Assert.Equal(3, Assert.Single(drift.Reordered).Sentence.Number);
    }

    [Fact]
    public void The_second_of_the_same_words_is_the_second_and_words_are_not_run_together()
    {
        var drift = Compared(
            Table(Words(1, "a b", 1, 2), Words(2, "a b", 3, 4)),
            Table(Words(1, "a b", 1, 2), Words(2, "a b", 3, 5))
        );
        Assert.Equal(2, Assert.Single(drift.Worst(10)).Sentence.Number);
        var apart = Compared(
            Table(new KeptSentence("", 1, Option<string>.None, [Explained(["a 1:b"], 1)])),
            Table(new KeptSentence("", 1, Option<string>.None, [Explained(["a ", "b"], 1, 1)]))
        );
        Assert.Single(apart.Of(Verdict.Missing));
        Assert.Single(apart.Of(Verdict.New));
    }

    [Fact]
    public void Names_come_before_words_and_the_same_name_with_other_words_is_told()
    {
        var drift = Compared(
            Table(Words(1, "a b", 1, 2) with { Id = "x" }, Words(2, "c", 3) with { Id = "y" }),
            Table(Words(1, "c", 3) with { Id = "y" }, Words(2, "a", 1) with { Id = "x" })
        );
        var other = Assert.Single(drift.Of(Verdict.OtherWords));
        Assert.Equal("x", other.Sentence.Id);
        Assert.True(other.Worst.Exists(worst => worst.Distance.IsNone));
        Assert.Single(drift.Of(Verdict.Agrees));
    }

    [Fact]
    public void Sequences_of_numbers_are_known_by_their_numbers()
    {
        var (one, two) = (Words(1, "1 2", 1, 2), Words(2, "1 2", 3, 4));
        var drift = Compared(Table(one, two) with { Shape = Steps }, Table(two) with { Shape = Steps });
        Assert.Equal(1, Assert.Single(drift.Of(Verdict.Missing)).Sentence.Number);
        Assert.Single(drift.Of(Verdict.Agrees));
    }

    [Fact]
    public void Another_class_is_graver_than_any_number_and_has_no_distance()
    {
        var before = Table(Words(1, "a", 1), Words(2, "b", 2));
        var now = Table(
            Words(1, "a", 100),
            Words(2, "b", 2) with
            {
                Explanations = [Explained(["b"], 2) with { Predicted = 1, Target = "1" }],
            }
        );
        var worst = Compared(before, now).Worst(10);
        Assert.Equal([Verdict.OtherClass, Verdict.Moved], worst.Select(change => change.Verdict));
        Assert.True(worst[0].Worst.Exists(change => change.Distance.IsNone));
    }

    [Fact]
    public void Another_class_that_is_predicted_while_the_same_is_explained_has_a_distance()
    {
        var drift = Compared(
            Table(Words(1, "a", 1)),
            Table(Words(1, "a", 1) with { Explanations = [Explained(["a"], 1.5) with { Predicted = 1 }] })
        );
        Assert.Equal(0.5, Distance(Assert.Single(drift.Of(Verdict.OtherClass))));
    }

    [Fact]
    public void Another_second_class_is_told_apart_from_another_prediction()
    {
        var drift = Compared(
            Table(Words(1, "a", 1)),
            Table(Words(1, "a", 1) with { Explanations = [Explained(["a"], 1) with { Target = "2" }] })
        );
        Assert.Single(drift.Of(Verdict.OtherTarget));
    }

    [Fact]
    public void Methods_are_compared_with_themselves_in_whatever_order()
    {
        ImmutableArray<KeptExplanation> both = [Explained(["a"], 1), Explained(["a"], 9) with { Method = "gi" }];
        var before = Table(new KeptSentence("", 1, Option<string>.None, both));
        var now = Table(new KeptSentence("", 1, Option<string>.None, [both[1], both[0]]));
        Assert.True(Compared(before, now).Agrees);
    }

    [Fact]
    public void Of_several_explanations_of_a_sentence_the_one_that_changed_most_is_told()
    {
        KeptSentence Of(double lrp, double gi) =>
            new("", 1, Option<string>.None, [Explained(["a"], lrp), Explained(["a"], gi) with { Method = "gi" }]);
        var change = Assert.Single(Compared(Table(Of(1, 1)), Table(Of(1.5, 2))).Worst(10));
        Assert.True(change.Worst.Exists(worst => worst.Now.Method == "gi"));
    }

    [Fact]
    public void Tables_of_other_rows_prefixes_methods_or_targets_are_refused_all_at_once()
    {
        var table = Table(Words(1, "a", 1) with { Where = "a.csv, line 2" });
        var other = table with { Shape = new KeptShape("b.csv", KeptRows.Features, true, ["sa"]) };
        var faults = Assert
            .Throws<FaultException>(() => Drift.Of(table, other, Tolerance.Rank).OrThrow())
            .Faults.Select(fault => fault.ToString());
        Assert.Collection(
            faults,
            fault =>
                Assert.StartsWith("a.csv, line 1: it has a row for each word, where a row for each step and", fault),
            fault => Assert.StartsWith("a.csv, line 1: it has no column prefix, where one is expected", fault),
            fault => Assert.StartsWith("a.csv, line 2: it is by lrp, where sa is expected, as in b.csv;", fault)
        );
        var all = Table(Words(1, "a", 1) with { Explanations = [Explained(["a"], 1), Explained(["a"], 2)] });
        var fault = Assert.Throws<FaultException>(() => Compared(table, all)).Faults.Single();
        Assert.Equal("a.csv, line 2", fault.Where);
        Assert.Contains("1 explanations there, where 2 are expected", fault.Problem);
    }

    private static KeptShape Steps => new("a.csv", KeptRows.Steps, false, ["lrp"]);

    private static Drift Compared(KeptTable before, KeptTable now) =>
        Drift.Of(before, now, Tolerance.Absolute(1e-9)).OrThrow();

    private static KeptTable Table(params ImmutableArray<KeptSentence> sentences) =>
        new(new KeptShape("a.csv", KeptRows.Words, false, ["lrp"]), sentences);

    private static KeptSentence Words(int number, string words, params ImmutableArray<double> relevances) =>
        new("", number, Option<string>.None, [Explained([.. words.Split(' ')], relevances)]);

    private static KeptExplanation Explained(ImmutableArray<string> words, params ImmutableArray<double> relevances) =>
        new(Option<int>.None, 0, "0", "lrp", words, relevances);

    private static double Distance(SentenceChange change) =>
        change.Worst.Bind(worst => worst.Distance).IfNone(double.NaN);

    private static int Farthest(SentenceChange change) => change.Worst.Bind(worst => worst.Farthest).IfNone(-1);
}
