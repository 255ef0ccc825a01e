using LrpFunctional.Formats.Sentences;
using LrpFunctional.Numerics;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Sentences;

public sealed class TabularSequencesTests
{
    private const string Header = "group,a,b,c,d,e\n";

    [Fact]
    public void Rows_of_the_same_group_are_the_steps_of_a_sequence()
    {
        var sequences = SentenceFormat.Csv.Read(
            DataFiles.NumberModel,
            "a,b,group,label,c,d,e,id\n1,2,x,0,3,4,5,p\n-1,.5,x,0,1e-3,0,0,p\n0,0,y,,0,0,0,q\n"
        );
        Assert.Equal(Matrix.Of(2, 5, [1, 2, 3, 4, 5, -1, 0.5, 0.001, 0, 0]), sequences[0].Numbers);
        Assert.Equal(Matrix.Zero(1, 5), sequences[1].Numbers);
        Assert.Equal([0, -1], sequences.Select(sequence => sequence.Label.IfNone(-1)));
        Assert.Equal(["p", "q"], sequences.Select(sequence => sequence.Id.IfNone("")));
    }

    [Fact]
    public void Groups_and_features_can_be_named_and_the_group_can_be_the_id()
    {
        var options = SentenceOptions.Default with
        {
            Group = "patient",
            Id = "patient",
            Features = ["e", "d", "c", "b", "a"],
        };
        var sequence = SentenceFormat
            .Tsv.Read(
                DataFiles.NumberModel,
                "patient\ttime\ta\tb\tc\td\te\n7\t9:00\t1\t2\t3\t4\t5\n7\t9:05\t1\t2\t3\t4\t5\n",
                options
            )
            .Single();
        Assert.Equal(Matrix.Of(2, 5, [5, 4, 3, 2, 1, 5, 4, 3, 2, 1]), sequence.Numbers);
        Assert.Equal("7", sequence.Id.IfNone(""));
    }

    [Theory]
    [InlineData(
        "a,b,c,d,e\n1,2,3,4,5\n",
        "data, line 1: there is no column \"group\" among a, b, c, d, e; name the column of the groups"
    )]
    [InlineData(
        "group,a,b\nx,1,2\n",
        "data, line 1: the columns of features are 2 (a, b), where the model reads 5 numbers at each step"
    )]
    [InlineData(Header, "data: there is no sentence")]
    [InlineData(
        Header + "x,1,2,3,4,5\ny,1,2,3,4,5\nx,1,2,3,4,5\n",
        "data, line 4: the group \"x\" comes back after another"
    )]
    [InlineData(
        Header + "x,1,2,3,4,5\nx,1,2,,4,5\n",
        "data, line 3: column \"c\" holds \"\", where a finite number is expected"
    )]
    [InlineData(Header + "x,1,2,3,4,NaN\n", "data, line 2: column \"e\" holds \"NaN\"")]
    [InlineData(Header + "x,NaN,NaN,NaN,NaN,NaN\nx,1,2,3,4,5\n", "data, line 2: column \"a\" holds \"NaN\"")]
    [InlineData(Header + "x,1,2,3,4,5\nx,,,,,x\n", "data, line 3: column \"a\" holds \"\"")]
    [InlineData(Header + "x,NaN,NaN,NaN,NaN,NaN\n", "data, line 2: there is no step")]
    [InlineData("group,a, a,b,c,d\n", "data, line 1: there are two columns \"a\"")]
    [InlineData(Header + "x,1,2,3,1e999,5\n", "data, line 2: column \"d\" holds \"1e999\"")]
    [InlineData(Header + "x,1,2,3,\"1,5\",5\n", "data, line 2: column \"d\" holds \"1,5\"")]
    [InlineData(Header + "x,1,2,3,4\n", "data, line 2: its fields are 5")]
    [InlineData(
        "group,label,a,b,c,d,e\nx,1,1,2,3,4,5\nx,2,1,2,3,4,5\n",
        "data, line 3: the label is \"2\", where its sequence begins with \"1\""
    )]
    [InlineData(
        "group,id,a,b,c,d,e\nx,1,1,2,3,4,5\nx,2,1,2,3,4,5\n",
        "data, line 3: the id is \"2\", where its sequence begins with \"1\""
    )]
    [InlineData("group,label,a,b,c,d,e\nx,3,1,2,3,4,5\n", "data, line 2: the label is \"3\"")]
    public void A_table_that_cannot_be_read_is_named_with_its_line(string table, string message) =>
        Assert.Contains(message, SentenceFormat.Csv.Refusal(DataFiles.NumberModel, table), StringComparison.Ordinal);

    [Fact]
    public void Steps_of_nothing_but_gaps_at_the_end_of_a_sequence_are_no_steps()
    {
        var sequences = SentenceFormat.Csv.Read(
            DataFiles.NumberModel,
            Header + "x,1,2,3,4,5\nx,NaN,nan,, NA,null\nx,,,,,\ny,0,0,0,0,0\n"
        );
        Assert.Equal(Matrix.Of(1, 5, [1, 2, 3, 4, 5]), sequences[0].Numbers);
        Assert.Equal(Matrix.Zero(1, 5), sequences[1].Numbers);
    }

    [Fact]
    public void Columns_that_make_no_sense_are_refused()
    {
        string Refusal(SentenceOptions options) =>
            SentenceFormat.Csv.Refusal(DataFiles.NumberModel, Header + "x,1,2,3,4,5\n", options);
        Assert.Contains(
            "there is no column \"f\"",
            Refusal(SentenceOptions.Default with { Features = ["a", "b", "c", "d", "f"] }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the model reads numbers",
            Refusal(SentenceOptions.Default with { Text = "a" }),
            StringComparison.Ordinal
        );
    }
}
