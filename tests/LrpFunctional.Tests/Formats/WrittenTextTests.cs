using LanguageExt;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

/// <summary>A word of a text is known by the place where its author wrote it.</summary>
public sealed class WrittenTextTests
{
    [Theory]
    [InlineData("It doesn't  WORK.", "It|does|n't|WORK|.")]
    [InlineData("\"Great\" fun (really).", "\"|Great|\"|fun|(|really|)|.")]
    [InlineData("9/11* and/or more", "9/11*|and/or|more")]
    [InlineData("the film’s 'best' scene", "the|film|’s|'|best|'|scene")]
    [InlineData("wait.....  what--why", "wait|.....|what|--|why")]
    [InlineData("\tI cannot,\nwon't", "I|can|not|,|wo|n't")]
    [InlineData("İstanbul İs fun", "İstanbul|İs|fun")]
    [InlineData("a\\/b 'a/b's'", "a\\/b|'|a/b|'s|'")]
    public void Words_of_the_treebank_stand_where_they_were_written(string text, string parts) =>
        Assert.Equal(parts.Split('|'), Tokenisation.Treebank.Find(text).Select(found => found.Span.Of(text)));

    [Theory]
    [InlineData("  The plot\tis\r\n thin ", "The|plot|is|thin")]
    [InlineData("İ İa", "İ|İa")]
    public void Words_between_blanks_stand_where_they_were_written(string text, string parts) =>
        Assert.Equal(
            parts.Split('|'),
            new Tokenisation("whitespace", LowerCase: true).Find(text).Select(found => found.Span.Of(text))
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_of_random_texts_follow_one_another_and_leave_blanks_out_alone(int seed)
    {
        string[] pieces =
        [
            "n't",
            "'s",
            "'ll",
            "'",
            "’",
            "a",
            "Mr.",
            "cannot",
            "1,0",
            "...",
            "--",
            "\"",
            "(",
            " ",
            "/",
            "*",
        ];
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)])
            );
            var spans = Tokenisation.Treebank.Find(text).Select(found => found.Span).ToArray();
            Assert.All(spans, span => Assert.True(span.First < span.End, text));
            Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.Item1.End <= pair.Item2.First, text));
            Assert.Equal(
                text.Replace(" ", "", StringComparison.Ordinal),
                string.Concat(spans.Select(span => span.Of(text)))
            );
        }
    }

    [Fact]
    public void A_sentence_keeps_its_text_and_so_do_its_parts()
    {
        var model = ModelFiles.Read(Repository.At("model")).OrThrow();
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, UnknownWordPolicy.Refuse);
        var sentence = encoder.Text("here", "Not  GOOD.", Option<int>.None).OrThrow();
        string[] Parts(Sentence of) =>
            of.Written.Match(text => text.Spans.Select(span => span.Of(text.Text)).ToArray(), () => []);
        Assert.Equal(["Not", "GOOD", "."], Parts(sentence));
        Assert.Equal<string>(["not", "good", "."], sentence.Words);
        Assert.Equal(["Not", "GOOD"], Parts(sentence.Prefix(2)));
        Assert.Equal(["GOOD", "."], Parts(sentence.At([1, 2])));
        Assert.Throws<ArgumentException>(() => sentence.Prefix(2).WrittenAs(new WrittenText("x", [])));
    }

    [Fact]
    public void What_fills_a_sentence_up_comes_from_no_part_of_its_text()
    {
        var model = ModelFiles.Read(Repository.At("model")).OrThrow();
        var encoder = new SentenceEncoder(model.Network, model.Config.Tokenisation, UnknownWordPolicy.Refuse)
        {
            Padding = new Padding(4, Side.Left, 0, Side.Right),
        };
        var written = encoder.Text("here", "Not good", Option<int>.None).OrThrow().Written.ToSeq()[0];
        Assert.Equal(["", "", "Not", "good"], written.Spans.Select(span => span.Of(written.Text)));
    }
}
