using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

public sealed class PlainTextTests
{
    [Fact]
    public void Each_line_is_a_sentence_split_and_spelled_as_the_vocabulary_was()
    {
        var sentences = SentenceFormat.Text.Read(DataFiles.WordModel, "\ufeffGood, CAFÉ.\r\nbad\n");
        Assert.Equal<string>(["good", ",", "café", "."], sentences[0].Words);
        Assert.Equal<int>([1, 0, 3, 5], sentences[0].Ids);
        Assert.True(sentences.All(sentence => sentence.Label.IsNone && sentence.Id.IsNone));
        Assert.Equal(2, sentences.Length);
    }

    [Fact]
    public void Words_may_be_the_numbers_of_a_model_without_a_vocabulary()
    {
        Assert.Equal<int>([3, 11], SentenceFormat.Text.Read(DataFiles.IdModel, "3 11\n")[0].Ids);
        Assert.Contains(
            "data, line 1: the word \"12\" is not in the vocabulary",
            SentenceFormat.Text.Refusal(DataFiles.IdModel, "3 12\n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_format_is_that_of_the_extension_and_tokens_where_it_says_nothing()
    {
        Assert.Equal(
            ["csv", "tsv", "jsonl", "jsonl", "trees", "trees", "npy", "npy", "parquet", "csv"],
            "a.csv b.TSV c.jsonl d.ndjson e.trees f.ptb g.npy h.npz i.parquet j.csv.gz"
                .Split(' ')
                .Select(path => SentenceFormat.Of(path).Name)
        );
        Assert.All(
            ["sentences.txt", "sentences", "-", "sentences.txt.gz", "a.csv.zip"],
            path => Assert.Equal(SentenceFormat.Tokens, SentenceFormat.Of(path))
        );
    }

    [Fact]
    public void Text_that_cannot_be_read_is_named_with_its_line()
    {
        Assert.Contains(
            "data, line 2: there is no word",
            SentenceFormat.Text.Refusal(DataFiles.WordModel, "good\n\n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "data: there is no sentence",
            SentenceFormat.Text.Refusal(DataFiles.WordModel, ""),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "data, line 1: there are words, where the model reads 5 numbers at each step",
            SentenceFormat.Text.Refusal(DataFiles.NumberModel, "good\n"),
            StringComparison.Ordinal
        );
        var latin = Assert.Throws<FaultException>(() =>
            SentenceFormat.Text.Read(DataFiles.WordModel, [0x67, 0xe9, 0x0a])
        );
        Assert.Contains("data: it is not UTF-8 text", latin.Message, StringComparison.Ordinal);
    }
}
