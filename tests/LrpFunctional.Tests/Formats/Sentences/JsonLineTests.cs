using LrpFunctional.Formats.Sentences;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

public sealed class JsonLineTests
{
    [Fact]
    public void A_line_holds_text_words_or_ids_and_maybe_a_label_and_an_id()
    {
        const string Lines = """
            {"text": "Good, caf\u00e9.", "label": 3, "id": "a"}
            {"words": ["Good", "8\u00a01/2"], "label": "very positive", "id": 17, "source": {"page": [1]}}
            {"label": null, "ids": [2, 5], "id": "c"}
            """;
        var sentences = SentenceFormat.JsonLines.Read(DataFiles.WordModel, Lines);
        Assert.Equal<string>(["good", ",", "café", "."], sentences[0].Words);
        Assert.Equal<int>([1, 4], sentences[1].Ids);
        Assert.Equal<string>(["bad", "."], sentences[2].Words);
        Assert.Equal([3, 4, -1], sentences.Select(sentence => sentence.Label.IfNone(-1)));
        Assert.Equal(["a", "17", "c"], sentences.Select(sentence => sentence.Id.IfNone("")));
    }

    [Fact]
    public void A_line_holds_numbers_for_a_model_that_reads_them()
    {
        var sequence = SentenceFormat
            .JsonLines.Read(DataFiles.NumberModel, "{\"numbers\": [[1, 2.5, -3e-1, 0, 0], [0, 0, 0, 0, 1]]}")
            .Single();
        Assert.Equal(Matrix.Of(2, 5, [1, 2.5, -0.3, 0, 0, 0, 0, 0, 0, 1]), sequence.Numbers);
    }

    [Fact]
    public void Other_keys_can_be_named()
    {
        var options = SentenceOptions.Default with { Text = "words", Label = "stars", Id = "number" };
        var sentence = SentenceFormat
            .JsonLines.Read(
                DataFiles.WordModel,
                "{\"words\": \"good bad\", \"ids\": 3, \"stars\": 0, \"number\": 1}",
                options
            )
            .Single();
        Assert.Equal<int>([1, 2], sentence.Ids);
        Assert.Contains(
            "there is no key \"stars\"",
            SentenceFormat.JsonLines.Refusal(DataFiles.WordModel, "{\"words\": \"good\"}", options),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "its keys are text, where words is expected",
            SentenceFormat.JsonLines.Refusal(DataFiles.WordModel, "{\"text\": \"good\"}", options),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("{\"text\": \"good\"", "data, line 1: it is no JSON from byte 16 on")]
    [InlineData("good", "data, line 1: it is no JSON from byte 1 on")]
    [InlineData("[\"good\"]", "it holds a list of 1, where a JSON object is expected")]
    [InlineData("{\"text\": \"good\", \"text\": \"bad\"}", "a key in it is there twice")]
    [InlineData("{\"review\": \"good\"}", "its keys are review, where one of text, words, ids, numbers is expected")]
    [InlineData("{\"text\": \"good\", \"ids\": [1]}", "its keys are text, ids, where one of")]
    [InlineData("{\"text\": null}", "its keys are text, where one of")]
    [InlineData("{\"text\": 5}", "text holds a number, where text is expected")]
    [InlineData("{\"text\": \" \"}", "there is no word")]
    [InlineData("{\"text\": \"\\ud800\"}", "half of a surrogate pair")]
    [InlineData("{\"words\": \"good\"}", "words holds text, where a list is expected")]
    [InlineData("{\"words\": [\"good\", \"\"]}", "word 2 is empty")]
    [InlineData("{\"words\": []}", "there is no word")]
    [InlineData("{\"words\": [\"good\", 1]}", "words holds a number, where text is expected")]
    [InlineData("{\"ids\": [1, 1.5]}", "id 2 is 1.5, where a whole number is expected")]
    [InlineData("{\"ids\": [1, 6]}", "id 2 is 6, where a number from 0 to 5 is expected")]
    [InlineData("{\"ids\": [-1]}", "id 1 is -1")]
    [InlineData("{\"ids\": [1e300]}", "id 1 is 1e300")]
    [InlineData("{\"numbers\": [[1, 2]]}", "there are sequences of numbers, where the model reads words")]
    [InlineData(
        "{\"text\": \"good\", \"label\": true}",
        "label holds true or false, where text or a number is expected"
    )]
    [InlineData("{\"text\": \"good\", \"label\": 5}", "the label is \"5\"")]
    [InlineData("{\"text\": \"good\", \"label\": \"great\"}", "the label is \"great\"")]
    [InlineData("{\"text\": \"good\", \"id\": [1]}", "id holds a list of 1")]
    [InlineData(
        "{\"text\": \"good\", \"id\": 1}\n{\"text\": \"good\"}",
        "data, line 2: it has no id, but the first sentence has one"
    )]
    [InlineData(
        "{\"text\": \"good\"}\n{\"text\": \"good\", \"id\": 1}",
        "data, line 2: it has an id, but the first sentence has none"
    )]
    public void A_line_that_cannot_be_read_is_named(string lines, string message) =>
        Assert.Contains(
            message,
            SentenceFormat.JsonLines.Refusal(DataFiles.WordModel, lines),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("{\"numbers\": []}", "there is no step")]
    [InlineData("{\"numbers\": [[1, 2]]}", "there are 2 numbers at each step, where the model reads 5")]
    [InlineData(
        "{\"numbers\": [[1, 2, 3, 4, 5], [1, 2]]}",
        "line 1, step 2: it is a list of 2, where a list of 5 numbers is expected"
    )]
    [InlineData("{\"numbers\": [1, 2, 3, 4, 5]}", "line 1: there is 1 number at each step, where the model reads 5")]
    [InlineData("{\"numbers\": [1, [2, 3]]}", "line 1, step 2: it is a list of 2, where one number is expected")]
    [InlineData(
        "{\"numbers\": [[1, 2, 3, 4, 5], 1]}",
        "line 1, step 2: it is a number, where a list of 5 numbers is expected"
    )]
    [InlineData(
        "{\"numbers\": [null, [1, 2, 3, 4, 5]]}",
        "line 1, step 1: it is null, where a list of 5 numbers is expected"
    )]
    [InlineData(
        "{\"numbers\": [[null, null, null, null, null], [1, 2, 3, 4, 5]]}",
        "line 1, step 1, feature 0: it is null"
    )]
    [InlineData("{\"numbers\": [[null, null, null, null, null], null]}", "line 1: there is no step")]
    [InlineData("{\"numbers\": [[1, 2, 3, 4, NaN]]}", "write null for NaN, which JSON has not")]
    [InlineData("{\"numbers\": [[1, 2, 3, 4, null]]}", "step 1, feature 4: it is null")]
    [InlineData("{\"numbers\": [[1, 2, 3, 4, 5], [1, 1e999, 3, 4, 5]]}", "step 2, feature 1: it is Infinity")]
    [InlineData("{\"numbers\": [[]]}", "there are 0 numbers at each step")]
    [InlineData("{\"ids\": [1]}", "there are words, where the model reads 5 numbers at each step")]
    public void Numbers_that_do_not_fit_the_model_are_named(string line, string message) =>
        Assert.Contains(
            message,
            SentenceFormat.JsonLines.Refusal(DataFiles.NumberModel, line),
            StringComparison.Ordinal
        );

    [Fact]
    public void Blank_lines_are_passed_over_wherever_they_stand()
    {
        var sentences = SentenceFormat.JsonLines.Read(
            DataFiles.WordModel,
            "\n{\"text\": \"good\"}\r\n\r\n \t\n{\"text\": \"bad\"}\n\n\n"
        );
        Assert.Equal(["good", "bad"], sentences.Select(sentence => $"{sentence}"));
        Assert.Contains(
            "data, line 3: it is no JSON",
            SentenceFormat.JsonLines.Refusal(DataFiles.WordModel, "{\"text\": \"good\"}\n\n{\n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "data: there is no sentence",
            SentenceFormat.JsonLines.Refusal(DataFiles.WordModel, "\n\n"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[[1, 2, 3, 4, 5], [null, null, null, null, null], null]")]
    [InlineData("[[1, 2, 3, 4, 5]]")]
    public void Steps_of_nothing_but_null_at_the_end_are_no_steps(string numbers) =>
        Assert.Equal(
            Matrix.Of(1, 5, [1, 2, 3, 4, 5]),
            SentenceFormat.JsonLines.Read(DataFiles.NumberModel, $"{{\"numbers\": {numbers}}}\n")[0].Numbers
        );
}
