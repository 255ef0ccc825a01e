using System.Globalization;
using CsvHelper;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests;

/// <summary>The default test set is what its card says.</summary>
public sealed class DataTests
{
    private static readonly string[] Lines = File.ReadAllLines(Repository.At("data", "sentences.txt"));

    [Fact]
    public void Each_line_is_a_label_and_lower_case_words() =>
        Assert.All(Lines, line => Assert.Matches(@"^[1-5]\t[^\sA-Z|]+( \| [^\sA-Z|]+)*$", line));

    [Fact]
    public void No_sentence_comes_twice() =>
        Assert.Equal(Lines.Length, Lines.Select(line => line[2..]).Distinct().Count());

    [Fact]
    public void The_card_counts_what_is_there()
    {
        var card = File.ReadAllText(Repository.At("data", "README.md"));
        var labels = Enumerable.Range('1', 5).Select(label => Lines.Count(line => line[0] == label));
        Assert.Contains($"| sentences | {string.Join(" | ", labels)} |", card, StringComparison.Ordinal);
        Assert.Contains(
            Lines.Sum(line => line.Split(" | ").Length).ToString("N0", CultureInfo.InvariantCulture),
            card,
            StringComparison.Ordinal
        );
        Assert.StartsWith($"{Lines.Length} English sentences", card.Split("\n\n")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_tells_what_the_default_model_makes_of_it()
    {
        var card = File.ReadAllText(Repository.At("data", "README.md"));
        var model = ModelFiles.Read(Repository.At("model")).OrThrow();
        using var reader = File.OpenText(Repository.At("data", "sentences.txt"));
        var predictions = model
            .Network.Predict(
                SentenceFile.Read("sentences.txt", reader, model.Network, model.Network.Vocabulary.UnknownWord)
            )
            .ToArray();
        bool[] right = [.. predictions.Select(prediction => prediction.Sentence.Label == prediction.Class)];
        var hits = right.Count(hit => hit);
        var accuracy = (100.0 * hits / right.Length).ToString("F2", CultureInfo.InvariantCulture);
        Assert.Contains($"{accuracy} % of the five classes ({hits} of {right.Length})", card, StringComparison.Ordinal);

        var polarity = model.Config.Polarity.IfNone(() =>
            throw new InvalidOperationException("the default model has a polarity")
        );
        var polar = predictions.Where(polarity.Covers).ToArray();
        Assert.Contains($"({polar.Count(polarity.Agrees)} of {polar.Length})", card, StringComparison.Ordinal);

        var unknown = predictions.Sum(prediction =>
            prediction.Sentence.Words.Count(word => model.Network.Vocabulary.Find(word).IsNone)
        );
        Assert.Contains($"{unknown} of ", card, StringComparison.Ordinal);

        var confusion = Enumerable
            .Range(0, 5)
            .Select(label =>
                string.Join(
                    ' ',
                    Enumerable
                        .Range(0, 5)
                        .Select(index =>
                            predictions.Count(prediction =>
                                prediction.Sentence.Label == label && prediction.Class == index
                            )
                        )
                )
            );
        Assert.Contains(string.Join(" / ", confusion), card, StringComparison.Ordinal);
        foreach (
            var tag in Tags()
                .SelectMany(row => row.Tags.Select(tag => (tag, Right: right[row.Sentence - 1])))
                .GroupBy(pair => pair.tag)
        )
            Assert.Contains(
                $"| {tag.Key} | {tag.Count()} | {tag.Count(pair => pair.Right)} |",
                card,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Each_sentence_has_tags()
    {
        var tags = Tags();
        Assert.Equal(Enumerable.Range(1, Lines.Length), tags.Select(row => row.Sentence));
        Assert.All(tags, row => Assert.All(row.Tags, Assert.NotEmpty));
    }

    [SkippableFact]
    public void No_sentence_is_one_of_the_treebank()
    {
        var treebank = File.ReadLines(Repository.Shared("lrp_for_lstm", "data", "sequence_test.txt"))
            .Select(line => line[2..])
            .ToHashSet();
        Assert.DoesNotContain(
            Lines,
            line => line.Contains(" | ", StringComparison.Ordinal) && treebank.Contains(line[2..])
        );
    }

    private static (int Sentence, string[] Tags)[] Tags()
    {
        using var csv = new CsvReader(File.OpenText(Repository.At("data", "tags.csv")), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<(int, string[])>();
        while (csv.Read())
            rows.Add((csv.GetField<int>("sentence"), csv.GetField("tags")!.Split(';')));
        return [.. rows];
    }
}
