using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Snapshots;

/// <summary>One pinned explanation per sentence of the default test set: scores, and LRP, SA and GI for the predicted class.</summary>
public sealed class ExplanationSnapshotTests
{
    private static readonly Lazy<ImmutableArray<string>> Texts = new(ExplainAll);

    private static IEnumerable<int> Numbers => Enumerable.Range(1, File.ReadLines(Repository.At("data", "sentences.txt")).Count());

    public static TheoryData<int> Sentences { get; } = [.. Numbers];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void An_explanation_is_the_pinned_one(int sentence) => Pinned.Match(Name(sentence), Texts.Value[sentence - 1]);

    [Fact]
    public void Each_snapshot_belongs_to_a_sentence() => Assert.Equal(Numbers.Select(Name), Pinned.Names);

    private static string Name(int sentence) => $"sentence-{sentence:D3}";

    private static ImmutableArray<string> ExplainAll()
    {
        var network = ModelFiles.Read(Repository.At("model")).OrThrow().Network;
        using var reader = File.OpenText(Repository.At("data", "sentences.txt"));
        var sentences = SentenceFile.Read("sentences.txt", reader, network, network.Vocabulary.UnknownWord);
        return [.. Pipelines.Explain([Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput], network, sentences, Target.Predicted).Select(Text)];
    }

    private static string Text(ImmutableArray<Explanation> methods)
    {
        var (prediction, sentence) = (methods[0].Prediction, methods[0].Prediction.Sentence);
        var width = sentence.Words.Max(word => word.Length);
        string Row(string name, IEnumerable<string> cells) => name.PadRight(width) + string.Concat(cells.Select(cell => cell.PadLeft(12))) + "\n";
        return $"{sentence}\n"
            + $"label {sentence.Label.IfNone(-1)}, predicted {prediction.Class}, scores {string.Join(' ', prediction.Scores.Select(Number))}\n\n"
            + Row("", methods.Select(method => method.Method))
            + string.Concat(sentence.Words.Select((word, at) => Row(word, methods.Select(method => Number(method.Relevances[at])))))
            + Row("", methods.Select(method => Number(method.Relevances.Sum())));
    }

    // Adding zero turns a rounded -0 into 0.
    private static string Number(double number) => (Math.Round(number, 6) + 0.0).ToString("F6", CultureInfo.InvariantCulture);
}
