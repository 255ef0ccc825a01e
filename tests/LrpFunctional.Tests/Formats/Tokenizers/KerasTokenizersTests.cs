using System.Text.Json;

namespace LrpFunctional.Tests.Formats.Tokenizers;

/// <summary>
/// What <c>keras.preprocessing.text.Tokenizer.to_json()</c> writes, and the ids of its texts_to_sequences.
/// </summary>
public sealed class KerasTokenizersTests
{
    private const string Filters = """ "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n" """;

    private static string Of(
        string index = """{"not": 1, "good": 2, "don't": 3, "σας": 4}""",
        string more = "\"num_words\": null, \"oov_token\": null",
        string level = "false"
    ) =>
        $$"""
            {"class_name": "Tokenizer", "config": {{{more}}, "filters": {{Filters}}, "lower": true, "split": " ",
            "char_level": {{level}}, "document_count": 2, "word_counts": "{}", "word_docs": "{}", "index_docs": "{}",
            "index_word": "{}", "word_index": {{JsonSerializer.Serialize(index)}} } }
            """;

    [Fact]
    public void Words_stand_between_blanks_and_filtered_signs_and_unknown_ones_are_left_out()
    {
        Assert.Equal(
            "not/1@0-3.0 good/2@4-8.1 don't/3@15-20.2 σας/4@22-25.3",
            TokenizerText.Pieces(Of(), "Not,GOOD! xyz, Don't \tΣΑΣ")
        );
        Assert.EndsWith("left out, as Keras does", TokenizerText.Read(Of()).OrThrow().Made);
    }

    [Fact]
    public void Of_so_many_words_the_rest_is_unknown_and_has_the_row_of_the_unknown_word()
    {
        var json = Of("""{"<OOV>": 1, "not": 2, "good": 3}""", "\"num_words\": 3, \"oov_token\": \"<OOV>\"");
        Assert.Equal("not/2@0-3.0 good/?@4-8.1 xyz/?@9-12.2", TokenizerText.Pieces(json, "not good xyz"));
        Assert.Equal("<OOV>", TokenizerText.Read(json).OrThrow().Unknown.IfNone(""));
        Assert.Equal(2, TokenizerText.Read(json).OrThrow().Words.Length);
    }

    [Fact]
    public void A_text_of_json_in_json_is_the_same_and_characters_are_words_at_their_level()
    {
        Assert.Equal("not/1@0-3.0", TokenizerText.Pieces(JsonSerializer.Serialize(Of()), "not"));
        var characters = Of("""{"n": 1, ",": 2, " ": 3}""", level: "true");
        Assert.Equal("n/1@0-1.0 ,/2@1-2.1  /3@2-3.2", TokenizerText.Pieces(characters, "N, x"));
    }

    [Theory]
    [InlineData("\"lower\": true", "\"lower\": 1", "it is 1, where true or false is expected")]
    [InlineData("\"split\": \" \"", "\"split\": \"--\"", "split is \"--\"")]
    [InlineData("\"oov_token\": null", "\"oov_token\": \"?\"", "oov_token is \"?\"")]
    [InlineData("\"document_count\"", "\"analyzer\"", "analyzer is 2")]
    [InlineData("\\u0022not\\u0022: 1", "\\u0022not\\u0022: -1", "it is -1, where a whole number from 0")]
    [InlineData("\\u0022not\\u0022: 1", "\\u0022not\\u0022: ", "word_index is ")]
    public void What_is_not_done_or_broken_is_refused(string part, string other, string problem)
    {
        Assert.Contains(part, Of());
        Assert.Contains(problem, TokenizerText.Refusal(Of().Replace(part, other)));
    }
}
