using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Numerics;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Tables;

/// <summary>What was written is what is read.</summary>
public sealed class KeptTableReaderTests : IDisposable
{
    private const string Header = "sentence,position,word,label,predicted,target,method,relevance\n";

    private static readonly ImmutableArray<double> Odd =
    [
        0.1,
        -Math.PI,
        double.Epsilon,
        double.MaxValue,
        0,
        1e-300,
        1.0 / 3,
        -123456789.000001,
    ];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Words_come_back_whatever_they_are_and_numbers_to_the_last_bit()
    {
        ImmutableArray<string> words = ["a,", "\"b\"", "c\nd", " e ", "", "<f>", "\u202e", "ü"];
        var sentence = Sentence.Of(words, [.. words.Select(_ => 0)], 1);
        var table = ReadBack(writer => new WordTable(writer), Explained(sentence, Odd));
        Assert.Equal(KeptRows.Words, table.Shape.Rows);
        Assert.Equal<string>(["lrp"], table.Shape.Methods);
        var kept = Assert.Single(table.Sentences);
        Assert.Equal((1, Option<string>.None), (kept.Number, kept.Id));
        var explanation = Assert.Single(kept.Explanations);
        Assert.Equal<string>(words, explanation.Places);
        Assert.Equal(
            Odd.Select(BitConverter.DoubleToInt64Bits),
            explanation.Relevances.Select(BitConverter.DoubleToInt64Bits)
        );
        Assert.Equal((1, "1", "lrp"), (explanation.Predicted, explanation.Target, explanation.Method));
    }

    [Fact]
    public void Steps_and_names_of_sequences_come_back()
    {
        var sequence = Sentence.Of(Matrix.Zero(8, 2), Option<int>.None) with { Id = "a, \"b\"\n" };
        var kept = Assert.Single(ReadBack(writer => new StepTable(writer), Explained(sequence, Odd)).Sentences);
        Assert.Equal("a, \"b\"\n", kept.Id);
        Assert.Equal<string>(["1", "2", "3", "4", "5", "6", "7", "8"], kept.Places);
        Assert.Equal<double>(Odd, kept.Explanations[0].Relevances);
    }

    [Fact]
    public void Features_come_back_those_of_the_sequence_too()
    {
        var sequence = Sentence.Of(Matrix.Zero(2, 2), [5, 6], Option<int>.None);
        var features = Matrix.Of(3, 4, [1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 5, 6]);
        var explained = Explained(sequence, [3, 7, 11]) with { Features = features };
        var table = ReadBack(writer => new FeatureTable(writer), explained);
        Assert.Equal(KeptRows.Features, table.Shape.Rows);
        var kept = Assert.Single(table.Sentences);
        Assert.Equal<string>(["1:0", "1:1", "2:0", "2:1", "3:static:0", "3:static:1"], kept.Places);
        Assert.Equal<double>([1, 2, 3, 4, 5, 6], kept.Explanations[0].Relevances);
    }

    [Fact]
    public void Phrases_come_back_in_the_order_in_which_they_were_asked_for()
    {
        ImmutableArray<Phrase> phrases = [new(1, 1), new(0, 1)];
        PhraseTable Table(TextWriter writer) =>
            new(writer, phrases, explanation => [explanation.Relevances[1], explanation.Relevances.Sum()]);
        var table = ReadBack(
            Table,
            Explained(Two with { Id = "x" }, [3, 4]),
            Explained(Two with { Id = "x" }, [5, 6]) with
            {
                Method = "gi",
            }
        );
        Assert.Equal((KeptRows.Phrases, false), (table.Shape.Rows, table.Shape.HasPrefixes));
        Assert.Equal<Phrase>(phrases, table.Shape.Phrases);
        var kept = Assert.Single(table.Sentences);
        Assert.Equal<string>(["2-2 b", "1-2 a b"], kept.Places);
        Assert.Equal<double>([4, 7], kept.Explanations[0].Relevances);
        Assert.Equal<double>([6, 11], kept.Explanations[1].Relevances);
    }

    [Theory]
    [InlineData("1,2,2,b,,0,0,lrp,1\n2,2,2,b,,0,0,lrp,1\n2,1,2,a b,,0,0,lrp,1\n", "its phrases are 2-2, 1-2, where")]
    [InlineData("1,2,1,b,,0,0,lrp,1\n", "its last is \"1\", where a whole number from 2 is expected")]
    [InlineData("1,0,1,b,,0,0,lrp,1\n", "its first is \"0\", where a whole number from 1 is expected")]
    public void A_table_of_phrases_with_rows_missing_or_damaged_is_refused(string rows, string problem)
    {
        var path = _sandbox.Write(
            "phrases.csv",
            "sentence,first,last,words,label,predicted,target,method,relevance\n" + rows
        );
        var fault = Assert.Throws<FaultException>(() => Read(path)).Faults.Single();
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Prefixes_methods_and_classes_come_back_as_explanations_of_one_sentence()
    {
        var (whole, part) = (Two with { Id = "x" }, Sentence.Of(["a"], [0], 0) with { Id = "x" });
        Explanation[] all =
        [
            Explained(part, [1]),
            Explained(part, [2]) with
            {
                Method = "gi",
            },
            Explained(whole, [3, 4]),
            Explained(whole, [5, 6]) with
            {
                Target = 0,
            },
            Explained(whole, [7, 8]) with
            {
                Method = "gi",
            },
        ];
        var table = ReadBack(writer => new WordTable(writer, SentenceColumn.Prefix), all);
        Assert.True(table.Shape.HasPrefixes);
        Assert.Equal<string>(["lrp", "gi"], table.Shape.Methods);
        var kept = Assert.Single(table.Sentences);
        Assert.Equal<string>(["a", "b"], kept.Places);
        Assert.Equal(
            [(1, "1", "lrp"), (1, "1", "gi"), (2, "1", "lrp"), (2, "0", "lrp"), (2, "1", "gi")],
            kept.Explanations.Select(explanation =>
                (explanation.Prefix.IfNone(0), explanation.Target, explanation.Method)
            )
        );
        Assert.Equal<double>([5, 6], kept.Explanations[3].Relevances);
        Assert.Equal(
            kept,
            KeptTableReader.Kept("now", writer => new WordTable(writer, SentenceColumn.Prefix), 1, [.. all])
        );
    }

    [Fact]
    public void Sentences_say_the_line_where_they_begin()
    {
        var path = _sandbox.Write("a.csv", $"{Header}1,1,a,,0,0,lrp,1\n1,2,\"b\nb\",,0,0,lrp,1\n2,1,a,,0,0,lrp,1\n");
        var table = Read(path);
        Assert.Equal([$"{path}, line 2", $"{path}, line 5"], table.Sentences.Select(sentence => sentence.Where));
    }

    [Theory]
    [InlineData(
        "sentence,label,predicted,score_0\n1,,0,1\n",
        "line 1: its columns are sentence,label,predicted,score_0"
    )]
    [InlineData("sentence,first,last,words,label,predicted,target,method,relevance\n", "line 2: it has no rows")]
    [InlineData("", "there is no header")]
    [InlineData(Header, "line 2: it has no rows")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,0.12", "line 2: it breaks off in the middle of the line")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,1\n1,2,b,,0\n", "line 3: its fields are 5")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,1\n1,3,c,,0,0,lrp,1\n", "line 3: it is at position 3, and does not follow")]
    [InlineData($"{Header}1,2,b,,0,0,lrp,1\n", "line 2: it is at position 2, and does not follow")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,1\n2,2,b,,0,0,lrp,1\n", "line 3: it is at position 2, and does not follow")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,NaN\n", "line 2: its relevance is \"NaN\", where a number is expected")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,1e999\n", "line 2: its relevance is \"1e999\"")]
    [InlineData($"{Header}1,1,a,,0,0,lrp,\n", "line 2: its relevance is \"\"")]
    [InlineData($"{Header}0,1,a,,0,0,lrp,1\n", "line 2: its sentence is \"0\", where a whole number from 1")]
    [InlineData($"{Header}1,1,a,,x,0,lrp,1\n", "line 2: its predicted is \"x\"")]
    [InlineData($"{Header}1,1,\"a,,0,0,lrp,1\n", "line 2: a quote")]
    public void A_table_that_is_broken_is_refused_by_file_and_line(string text, string problem)
    {
        var path = _sandbox.Write("a.csv", text);
        var fault = Assert.Throws<FaultException>(() => Read(path)).Faults.Single().ToString();
        Assert.StartsWith(path, fault, StringComparison.Ordinal);
        Assert.Contains(problem, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_that_are_left_out_are_missed()
    {
        const string Rows = "sentence,position,feature,label,predicted,target,method,relevance\n1,1,0,,0,0,lrp,1\n";
        Assert.Single(Read(_sandbox.Write("a.csv", $"{Rows}1,1,1,,0,0,lrp,1\n1,2,0,,0,0,lrp,1\n")).Sentences);
        foreach (var row in new[] { "1,1,2", "1,3,0", "1,2,1", "1,1,static:1" })
            Assert.Throws<FaultException>(() => Read(_sandbox.Write("a.csv", $"{Rows}{row},,0,0,lrp,1\n")));
    }

    [Fact]
    public void No_table_that_is_cut_off_is_taken_for_whole_but_at_the_end_of_an_explanation()
    {
        var path = _sandbox.Write("a.csv", $"{Header}1,1,a,,0,0,lrp,0.5\n1,2,b,,0,0,lrp,0.25\n2,1,a,,0,0,lrp,1\n");
        var lines = File.ReadAllText(path).Split('\n').SkipLast(1).Select(line => line.Length + 1).ToArray();
        var ends = lines.Select((_, at) => lines.Take(at + 1).Sum()).Skip(1).SkipLast(1).ToHashSet();
        foreach (var cut in _sandbox.EachCut(path))
        {
            if (ends.Contains((int)new FileInfo(cut).Length))
                Assert.NotEmpty(Read(cut).Sentences);
            else
                Assert.Throws<FaultException>(() => Read(cut));
        }
    }

    private static Sentence Two => Sentence.Of(["a", "b"], [0, 1], 0);

    private static KeptTable Read(string path) => KeptTableReader.Read(path, ReadingLimits.Default).OrThrow();

    private KeptTable ReadBack(Func<TextWriter, IRelevanceTable> open, params Explanation[] explanations)
    {
        var path = _sandbox.At("table.csv");
        using (var writer = new StreamWriter(path))
        using (var table = open(writer))
        {
            foreach (var explanation in explanations)
                table.Add(1, explanation);
        }

        return Read(path);
    }

    private static Explanation Explained(Sentence sentence, ImmutableArray<double> relevances) =>
        new(
            new Prediction(sentence, [0, 1]),
            "lrp",
            1,
            new Provenance("", RandomNetworks.Create(1, 1, 2, 1)),
            relevances,
            Option<double>.None
        );
}
