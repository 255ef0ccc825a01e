using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

public sealed class LabelledTreeTests
{
    private static readonly SentenceOptions Phrases = SentenceOptions.Default with { Phrases = true };

    [Fact]
    public void A_tree_gives_its_leaves_and_the_label_at_its_root()
    {
        var sentences = SentenceFormat.Trees.Read(
            DataFiles.WordModel,
            "(3 (2 (2 Good) (1 -LRB-)) (4 (2 8\u00a01/2) (2 .)))\n(0 bad)\n"
        );
        Assert.Equal<string>(["good", "-lrb-", "8\u00a01/2", "."], sentences[0].Words);
        Assert.Equal([3, 0], sentences.Select(sentence => sentence.Label.IfNone(-1)));
    }

    [Fact]
    public void Each_part_of_a_tree_can_be_a_sentence_of_its_own_the_whole_first()
    {
        var sentences = SentenceFormat.Trees.Read(DataFiles.WordModel, "(3 (2 good) (4 (1 bad) (0 .)))", Phrases);
        Assert.Equal(["good bad .", "good", "bad .", "bad", "."], sentences.Select(sentence => $"{sentence}"));
        Assert.Equal([3, 2, 4, 1, 0], sentences.Select(sentence => sentence.Label.IfNone(-1)));
    }

    [Fact]
    public void A_tree_may_be_as_deep_as_it_likes()
    {
        var deep = $"{string.Concat(Enumerable.Repeat("(2 ", 100_000))}(2 good){new string(')', 100_000)}";
        Assert.Equal<string>(["good"], SentenceFormat.Trees.Read(DataFiles.WordModel, deep)[0].Words);
    }

    [Theory]
    [InlineData("", "data: there is no sentence")]
    [InlineData("(3 good)\n\n", "data, line 2: there is no tree")]
    [InlineData("good bad", "line 1, character 1: \"good\" stands where ( is expected")]
    [InlineData("(3 (2 good) (4", "line 1: the tree is not closed")]
    [InlineData("(3 (2 good) (2 bad)", "line 1: the tree is not closed")]
    [InlineData("(3)", "character 3: \")\" stands where a word or ( is expected")]
    [InlineData("(3 good bad)", "character 9: \"bad\" stands where ) is expected")]
    [InlineData("(3 (2 good) bad)", "character 13: \"bad\" stands where ( or ) is expected")]
    [InlineData("((2 good) (2 bad))", "character 2: \"(\" stands where a label is expected")]
    [InlineData("(3 good) (2 bad)", "character 10: \"(\" stands where the end of the line is expected")]
    [InlineData("(3 good))", "character 9: \")\" stands where the end of the line is expected")]
    [InlineData(
        "(5 good)",
        "line 1: the label is \"5\", where the name of a class or its number from 0 to 4 is expected"
    )]
    [InlineData("(S (NP good) (VP bad))", "line 1: the label is \"S\"")]
    public void A_line_that_is_no_tree_is_named(string line, string message) =>
        Assert.Contains(message, SentenceFormat.Trees.Refusal(DataFiles.WordModel, line), StringComparison.Ordinal);

    [Fact]
    public void A_label_inside_a_tree_matters_only_where_parts_are_sentences()
    {
        Assert.Single(SentenceFormat.Trees.Read(DataFiles.WordModel, "(3 (9 good) (2 .))"));
        Assert.Contains(
            "line 1, part 2: the label is \"9\"",
            SentenceFormat.Trees.Refusal(DataFiles.WordModel, "(3 (9 good) (2 .))", Phrases),
            StringComparison.Ordinal
        );
    }
}
