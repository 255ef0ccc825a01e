using LanguageExt;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Models;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

/// <summary>Vectors of words for a network that reads five numbers at each step.</summary>
public sealed class WordVectorsFileTests : IDisposable
{
    private const string Good = "good 1 2 3 4 5\n";
    private const string Bad = "bad -1 0.5 1e-3 0 2\n";

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(Good + Bad)]
    [InlineData("2 5\n" + Good + Bad)]
    [InlineData("2 5\r\ngood 1 2 3 4 5 \r\nbad -1 0.5 1e-3 0 2 ")]
    [InlineData("\ufeff" + Good + Bad)]
    public void Words_and_numbers_are_read_with_a_line_of_count_and_size_or_without(string text)
    {
        var network = Read(text).OrThrow().Network;
        Assert.Equal(["good", "bad"], network.Vocabulary.Words.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, -1, 0.5, 1e-3, 0, 2], network.Embedding.Span.ToArray());
    }

    [Fact]
    public void Words_may_hold_blanks_or_be_numbers()
    {
        var network = Read(Good + ". . . 1 1 1 1 1\n100 2 2 2 2 2\nat a@b.c 3 3 3 3 3\n").OrThrow().Network;
        Assert.Equal(["good", ". . .", "100", "at a@b.c"], network.Vocabulary.Words.ToArray());
        Assert.Equal([3, 3, 3, 3, 3], network.Embedding.Row(3).ToArray());
    }

    [Fact]
    public void The_model_says_where_its_words_come_from()
    {
        var model = Read(Good).OrThrow();
        Assert.True(model.HasVectors);
        Assert.False(model.Network.ReadsNumbers);
        Assert.Contains("words are turned into the vectors of vectors.txt", model.Notes);
    }

    [Theory]
    [InlineData("good 1 2 3\n", "line 1: there are 3 numbers a word, where the model reads 5")]
    [InlineData("1 3\ngood 1 2 3\n", "line 1: there are 3 numbers a word, where the model reads 5")]
    [InlineData(Good + "bad 1 2 3 4\n", "line 2: it has 5 columns, \"bad 1 2 3 4\"")]
    [InlineData(Good + "bad 1 2 3 4 5 6\n", "line 2: it has 7 columns")]
    [InlineData(Good + "\n" + Bad, "line 2: it has 1 columns")]
    [InlineData(Good + " 1 2 3 4 5\n", "line 2: it has 6 columns")]
    [InlineData(Good + "bad  1 2 3 4 5\n", "line 2: it has 7 columns")]
    [InlineData(Good + "bad 1 x 3 4 5\n", "line 2: \"x\" stands where a finite number is expected")]
    [InlineData(Good + "bad 1 NaN 3 4 5\n", "line 2: \"NaN\" stands where a finite number is expected")]
    [InlineData("good\t1\t2\t3\t4\t5\n", "line 1: it has 1 columns")]
    [InlineData(Good + Bad + Good, "line 3: the word \"good\" stands there, and in line 1 already")]
    [InlineData("3 5\n" + Good + Bad, "its first line says 3 words, where 2 follow")]
    [InlineData("", "there is no word in it")]
    public void What_is_broken_is_refused_with_its_line(string text, string problem) =>
        Assert.Contains(problem, Refusal(Read(text)), StringComparison.Ordinal);

    [Fact]
    public void Faults_are_told_together_and_long_words_are_refused()
    {
        var refusal = Refusal(Read(Good + "bad 1\nfine 1 2 3 4 x\n"));
        Assert.Contains("line 2: ", refusal, StringComparison.Ordinal);
        Assert.Contains("line 3: ", refusal, StringComparison.Ordinal);
        Assert.Contains(
            "line 1: its word is longer than 3 characters",
            Refusal(Read(Good, ReadingLimits.Default with { Word = 3 })),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Models_that_read_words_or_static_features_have_no_use_for_them()
    {
        var path = _sandbox.Write("vectors.txt", Good);
        string Beside(string model) => Refusal(WordVectorsFile.Read(path, ModelFiles.Read(model).OrThrow()));
        Assert.Contains("has an embedding of its own", Beside(DataFiles.WordModel), StringComparison.Ordinal);
        Assert.Contains(
            "the model reads 3 static features",
            Beside(Sandbox.Fixture("FollowUps", "therapy.h5")),
            StringComparison.Ordinal
        );
    }

    private Validation<Fault, StoredModel> Read(string text, ReadingLimits? limits = null) =>
        WordVectorsFile.Read(
            _sandbox.Write("vectors.txt", text),
            ModelFiles.Read(DataFiles.NumberModel).OrThrow(),
            limits
        );

    private static string Refusal(Validation<Fault, StoredModel> read) =>
        string.Join('\n', read.FailToSeq().Select(fault => $"{fault}"));
}
