using System.Text.RegularExpressions;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.FieldCases;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats;

public sealed class PennTreebankWordsTests
{
    [Theory]
    [InlineData("It doesn't work.", "it does n't work .")]
    [InlineData("It's fun, isn't it?", "it 's fun , is n't it ?")]
    [InlineData("I can't, won't and cannot watch!", "i ca n't , wo n't and can not watch !")]
    [InlineData("\"Great\" fun (really).", "`` great '' fun -lrb- really -rrb- .")]
    [InlineData("He said “no” — twice…", "he said `` no '' -- twice ...")]
    [InlineData("A well-made 3.5-star film: $10,000, 9:30.", "a well-made 3.5-star film : $ 10,000 , 9:30 .")]
    [InlineData("Mr. Smith met Dr. No in the U.S. today. Good.", "mr. smith met dr. no in the u.s. today . good .")]
    [InlineData("they've, we'll, I'm, you're, she'd", "they 've , we 'll , i 'm , you 're , she 'd")]
    [InlineData("wait... what--why", "wait ... what -- why")]
    [InlineData("the film’s 'best' scene, the actors' too", "the film 's ` best ' scene , the actors ' too")]
    [InlineData("rock 'n' roll of the '70s", "rock 'n' roll of the '70s")]
    [InlineData("9/11 and/or 1/2*", "9\\/11 and\\/or 1\\/2\\*")]
    [InlineData("Was it good? No.", "was it good ? no .")]
    [InlineData("So do I.", "so do i .")]
    [InlineData("J. Smith rates 3.5.", "j. smith rates 3.5 .")]
    [InlineData("Wow....", "wow ...")]
    [InlineData("", "")]
    public void Plain_text_turns_into_the_words_of_the_treebank(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Tokenisation.Treebank.Split(text)));

    [Fact]
    public void Sentences_that_are_split_already_stay_as_they_are()
    {
        foreach (var line in File.ReadLines(Repository.At("data", "sentences.txt")))
        {
            var words = line[(line.IndexOf('\t') + 1)..].Split(" | ");
            Assert.Equal(words, Tokenisation.Treebank.Split(string.Join(' ', words)));
        }
    }

    [SkippableFact]
    public void Natural_sentences_have_the_words_of_plain_recursion()
    {
        foreach (var line in File.ReadLines(Repository.Shared("sst", "test.txt")))
        {
            var text = Regex.Replace(line, @"\([0-4] |\)", "");
            Assert.Equal<string>(
                LiteralTreebankWords.Split(text),
                PennTreebankWords.Split(text).Select(found => found.Word)
            );
            var joined = text.Replace(" ", "", StringComparison.Ordinal);
            Assert.Equal<string>(
                LiteralTreebankWords.Split(joined),
                PennTreebankWords.Split(joined).Select(found => found.Word)
            );
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_texts_have_the_words_of_plain_recursion(int seed)
    {
        string[] pieces =
        [
            "n't",
            "'s",
            "'ll",
            "'RE",
            "'",
            "’",
            "a",
            "Mr",
            "u.s",
            "cannot",
            "3",
            "1,000",
            ".",
            "...",
            "-",
            "--",
            "\"",
            "(",
            " ",
            "\u00a0",
            "/",
            "*",
            "'em",
            "'70s",
            ":",
            "ſ",
            "K",
        ];
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(1, 15)).Select(_ => pieces[random.Next(pieces.Length)])
            );
            Assert.Equal<string>(
                LiteralTreebankWords.Split(text),
                PennTreebankWords.Split(text).Select(found => found.Word)
            );
        }
    }

    [Theory]
    [Trait(FieldCase.Trait, "text-quadratic")]
    [InlineData("a ")]
    [InlineData("n't")]
    [InlineData("'ll")]
    [InlineData("'")]
    [InlineData("1,")]
    [InlineData("a.")]
    [InlineData("a'")]
    [InlineData("\" ")]
    public void Memory_grows_with_the_text_and_not_with_its_square(string piece)
    {
        long Allocated(int times)
        {
            var text = "a" + string.Concat(Enumerable.Repeat(piece, times));
            var before = GC.GetAllocatedBytesForCurrentThread();
            PennTreebankWords.Split(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        const int ExpressionsStack = 5_000_000;
        Assert.InRange(Allocated(16_000), 0, (6 * Allocated(4_000)) + ExpressionsStack);
    }

    [SkippableFact]
    public void So_do_almost_all_sentences_of_the_treebank()
    {
        var sentences = File.ReadLines(Repository.Shared("lrp_for_lstm", "data", "sequence_test.txt"))
            .Select(line => line.Split('\t')[1].Split(" | "))
            .ToArray();
        var kept = sentences.Count(words => Tokenisation.Treebank.Split(string.Join(' ', words)).SequenceEqual(words));
        Assert.InRange(kept, 0.98 * sentences.Length, sentences.Length);
    }
}
