using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Faithfulness;
using LrpFunctional.Laboratory.Faithfulness.Experiments;
using LrpFunctional.Methods;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Laboratory.Faithfulness;

/// <summary>Is a word found that was planted?</summary>
public sealed class PlantedWordsTests
{
    private const string Top = "planted word on top";
    private const string Above = "share of words above the planted one";
    private const string Turns = "the word turns against its class behind not";
    private const string NotAgainst = "not speaks against the class of the word";

    // "good" is planted into sentences predicted negative; "bad" raises no score, as that of negative is always the same.
    private static readonly Sentence[] Sentences =
    [
        .. Enumerable.Repeat(CountedWords.Sentence("the the bad the", 0), 15),
        .. Enumerable.Repeat(CountedWords.Sentence("the good the", 1), 15),
    ];

    [Fact]
    public void Who_knows_finds_it_and_who_says_the_opposite_has_it_last()
    {
        var findings = PlantedWords.Experiment.Run(CountedWords.Bench(Sentences)).OrThrow();
        Estimate Of(string part, string method) => CountedWords.Of(findings, part, method).Value;
        Assert.Equal(new Estimate(1, 1, 1, 15), Of(Top, "knowing"));
        Assert.Equal(new Estimate(0, 0, 0, 15), Of(Above, "knowing"));
        Assert.Equal(new Estimate(0, 0, 0, 15), Of(Top, "reversed"));
        Assert.Equal(new Estimate(1, 1, 1, 15), Of(Above, "reversed"));
        Assert.InRange(Of(Above, "random").Mean, 0.35, 0.65);
        Assert.All(
            ["reversed", "constant", "random"],
            method => Assert.True(CountedWords.Of(findings, Top, method).LrpMinusIt.Exists(more => more.Low > 0))
        );

        // Nothing is of another class behind a word that says nothing.
        Assert.DoesNotContain(findings.Scores, score => score.Part == Turns);
    }

    [Fact]
    public void Behind_not_a_word_turns_or_not_itself_speaks_against_it()
    {
        var findings = PlantedWords
            .Experiment.Run(
                new Bench(
                    DefaultModel.Network,
                    DefaultModel.Sentences(60),
                    [Behind("turning", -1, 1), Behind("blaming", 1, -1), Behind("deaf", 1, 1)],
                    Erasing.Zero,
                    1,
                    ExplainOptions.Default
                )
            )
            .OrThrow();
        (double, double) Of(string method) =>
            (
                CountedWords.Of(findings, Turns, method).Value.Mean,
                CountedWords.Of(findings, NotAgainst, method).Value.Mean
            );
        Assert.Equal((1, 0), Of("turning"));
        Assert.Equal((0, 1), Of("blaming"));
        Assert.Equal((0, 0), Of("deaf"));
    }

    [Fact]
    public void Nothing_is_planted_among_numbers_or_where_there_are_no_classes()
    {
        var numbers = RandomNetworks.Sentences(RandomNetworks.Create(3, 2, 1, 1), 1, 4);
        Assert.True(
            PlantedWords
                .Experiment.Run(CountedWords.Bench(numbers) with { Network = RandomNetworks.Create(3, 2, 1, 1) })
                .IsFail
        );
    }

    /// <summary>A word alone is for its class; behind "not" words and "not" have these numbers.</summary>
    private static Method Behind(string name, double word, double not) =>
        Method.Of(
            name,
            (trace, _) =>
            {
                double Of(Trace batch, int lane, int step) =>
                    batch.Batch.Sentences[lane].Words is ["not", _]
                        ? step == 0
                            ? not
                            : word
                        : 1;
                var packing = trace.Batch.Packing;
                var values = new double[packing.Rows];
                for (var lane = 0; lane < packing.Lengths.Length; lane++)
                {
                    for (var step = 0; step < packing.Lengths[lane]; step++)
                        values[packing.Row(lane, step)] = Of(trace, lane, step);
                }

                return new Attribution(Matrix.Of(packing.Rows, 1, [.. values]), Option<Matrix>.None);
            }
        );
}
