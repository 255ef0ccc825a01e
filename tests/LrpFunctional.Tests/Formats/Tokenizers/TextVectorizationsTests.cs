namespace LrpFunctional.Tests.Formats.Tokenizers;

/// <summary>
/// What <c>get_vocabulary()</c> of Keras' TextVectorization gives, and the ids that the layer gives words.
/// </summary>
public sealed class TextVectorizationsTests
{
    private const string Words = "\n[UNK]\nnot\ngood\ndont\nÉté\n";

    [Theory]
    [InlineData(Words)]
    [InlineData("\r\n[UNK]\r\nnot\r\ngood\r\ndont\r\nÉté")]
    [InlineData("""["", "[UNK]", "not", "good", "dont", "Été"]""")]
    public void Text_is_in_lower_case_without_punctuation_between_blanks_of_ascii(string list)
    {
        Assert.Equal("not/2@0-3.0 good/3@4-8.1 xyz/?@11-14.2", TokenizerText.Pieces(list, "Not GOOD!  xyz"));
        Assert.Equal("dont/4@0-5.0 Été/5@6-9.1", TokenizerText.Pieces(list, "Don't\tÉTÉ".Replace("TÉ", "té")));
        Assert.Equal("notgood/?@0-8.0", TokenizerText.Pieces(list, "not-good -"));
        Assert.Equal("not\u00a0good/?@0-8.0", TokenizerText.Pieces(list, "not\u00a0good"));
    }

    [Fact]
    public void The_unknown_word_and_the_padding_have_the_first_rows()
    {
        var tokenizer = TokenizerText.Read(Words).OrThrow();
        Assert.Equal("[UNK]", tokenizer.Unknown.IfNone(""));
        Assert.Equal(("", 0), tokenizer.Words[0]);
        Assert.Equal(("[UNK]", 1), tokenizer.Words[1]);
        Assert.Equal(6, tokenizer.Words.Length);
    }

    [Theory]
    [InlineData("""["[UNK]", "not"]""", "its first words are \"[UNK]\" and \"not\"")]
    [InlineData("[]", "its first words are none")]
    [InlineData("""["", "[UNK]", 3]""", "it is 3, where a text is expected")]
    [InlineData("\n[UNK]\nnot\nnot\n", "the word \"not\" has the ids 2 and 3")]
    public void What_is_no_such_list_is_refused(string list, string problem) =>
        Assert.Contains(problem, TokenizerText.Refusal(list), StringComparison.Ordinal);
}
