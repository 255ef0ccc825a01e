using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

public sealed class TabularTextTests
{
    [Fact]
    public void A_table_gives_text_label_and_id_under_their_usual_names()
    {
        var sentences = SentenceFormat.Csv.Read(
            DataFiles.WordModel,
            "note,label,id,text\nx,3,a7,\"Good, \"\"good\"\"\"\ny,neutral,,bad\nz,,b,\"good\nbad\"\n"
        );
        Assert.Equal<string>(["good", ",", "``", "good", "''"], sentences[0].Words);
        Assert.Equal<string>(["good", "bad"], sentences[2].Words);
        Assert.Equal([3, 2, -1], sentences.Select(sentence => sentence.Label.IfNone(-1)));
        Assert.Equal(["a7", "", "b"], sentences.Select(sentence => sentence.Id.IfNone("none")));
    }

    [Fact]
    public void Other_columns_can_be_named()
    {
        var options = SentenceOptions.Default with { Text = "review", Label = "stars", Id = "text" };
        var sentence = SentenceFormat
            .Csv.Read(DataFiles.WordModel, "text,review,stars\n17,good,very positive\n", options)
            .Single();
        Assert.Equal((4, "17"), (sentence.Label.IfNone(-1), sentence.Id.IfNone("")));
        Assert.Equal<string>(["good"], sentence.Words);
    }

    [Fact]
    public void Blanks_around_the_names_of_columns_and_around_labels_are_none_of_them()
    {
        var sentence = SentenceFormat
            .Csv.Read(DataFiles.WordModel, "id ,\ttext , label\n 17,good, very positive\n")
            .Single();
        Assert.Equal((4, " 17"), (sentence.Label.IfNone(-1), sentence.Id.IfNone("")));
        var named = SentenceFormat
            .Csv.Read(DataFiles.WordModel, "text, stars\ngood,1\n", SentenceOptions.Default with { Label = " stars" })
            .Single();
        Assert.Equal(1, named.Label.IfNone(-1));
    }

    [Fact]
    public void A_label_and_an_id_may_be_missing()
    {
        var sentence = SentenceFormat.Csv.Read(DataFiles.WordModel, "text\r\ngood\r\n").Single();
        Assert.True(sentence.Label.IsNone && sentence.Id.IsNone);
    }

    [Fact]
    public void Tab_separated_values_have_no_quotes_of_their_own()
    {
        var sentence = SentenceFormat.Tsv.Read(DataFiles.WordModel, "label\ttext\n0\t\"good\" bad, good\n").Single();
        Assert.Equal<string>(["``", "good", "''", "bad", ",", "good"], sentence.Words);
    }

    [Fact]
    public void The_text_may_be_the_ids_of_a_model_without_a_vocabulary() =>
        Assert.Equal<int>([3, 0, 11], SentenceFormat.Csv.Read(DataFiles.IdModel, "text,label\n3 0 11,2\n")[0].Ids);

    [Theory]
    [InlineData("", "data: there is no header")]
    [InlineData("text,label\n", "data: there is no sentence")]
    [InlineData("review,label\ngood,1\n", "data, line 1: there is no column \"text\" among review, label")]
    [InlineData("text,label,text\ngood,1,bad\n", "data, line 1: there are two columns \"text\"")]
    [InlineData("text,label, label\ngood,1,1\n", "data, line 1: there are two columns \"label\"")]
    [InlineData("text,label\ngood,1\nbad\n", "data, line 3: its fields are 1, where those of the header are 2")]
    [InlineData("text,label\ngood,1,2\n", "data, line 2: its fields are 3")]
    [InlineData("text,label\ngood,1\n\nbad,1\n", "data, line 3: the line is blank")]
    [InlineData("text,label\n\"good\nbad\",1\n,1\n", "data, line 4: there is no word")]
    [InlineData("text,label\ngood \"bad\",1\n", "data, line 2: a quote stands inside a field")]
    [InlineData(
        "text,label\n\"good,1\nbad,1\n",
        "data, line 2: a quote stands inside a field that is not quoted, or is not closed"
    )]
    [InlineData(
        "text,label\ngood,5\n",
        "data, line 2: the label is \"5\", where the name of a class or its number from 0 to 4 is expected; "
            + "the classes are very negative, negative"
    )]
    [InlineData("text,label\ngood,-1\n", "the label is \"-1\"")]
    [InlineData("text,label\ngood,1.0\n", "the label is \"1.0\"")]
    public void A_table_that_cannot_be_read_is_named_with_its_line(string table, string message) =>
        Assert.Contains(message, SentenceFormat.Csv.Refusal(DataFiles.WordModel, table), StringComparison.Ordinal);

    [Fact]
    public void A_column_that_was_named_must_be_there()
    {
        foreach (
            var options in new[]
            {
                SentenceOptions.Default with
                {
                    Label = "stars",
                },
                SentenceOptions.Default with
                {
                    Id = "stars",
                },
                SentenceOptions.Default with
                {
                    Text = "stars",
                },
            }
        )
            Assert.Contains(
                "there is no column \"stars\" among text",
                SentenceFormat.Csv.Refusal(DataFiles.WordModel, "text\ngood\n", options),
                StringComparison.Ordinal
            );
        Assert.Contains(
            "the model reads words",
            SentenceFormat.Csv.Refusal(
                DataFiles.WordModel,
                "text\ngood\n",
                SentenceOptions.Default with
                {
                    Group = "text",
                }
            ),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        var latin = Assert.Throws<FaultException>(() =>
            SentenceFormat.Csv.Read(DataFiles.WordModel, [.. "text\n"u8, 0xe9, 0x0a])
        );
        Assert.Contains("data: it is not UTF-8 text", latin.Message, StringComparison.Ordinal);
    }
}
