using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods;
using LrpFunctional.Tests.Reference;
using LrpFunctional.Tests.Reports;

namespace LrpFunctional.Tests.Snapshots;

/// <summary>
/// One pinned explanation per sentence of the default test set: scores, and LRP, SA and GI for the predicted class; and
/// a dozen sentences by every method.
/// </summary>
public sealed class ExplanationSnapshotTests
{
    // Of one word and of many, of each label; negations, a comparison, a contrast, a quotation, a question, words that
    // come again.
    private static readonly ImmutableArray<int> Chosen = [1, 19, 28, 55, 82, 100, 127, 145, 154, 190, 208, 280];

    private static readonly Lazy<ImmutableArray<string>> Texts = new(() =>
        Explain([Lrp.Default, Gradient.Sensitivity, Gradient.TimesInput], [.. Numbers])
    );

    private static IEnumerable<int> Numbers =>
        Enumerable.Range(1, File.ReadLines(Repository.At("data", "sentences.txt")).Count());

    public static TheoryData<int> Sentences { get; } = [.. Numbers];

    public static TheoryData<int> Dozen { get; } = [.. Chosen];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void An_explanation_is_the_pinned_one(int sentence) =>
        Pinned.Match(Name(sentence), Texts.Value[sentence - 1]);

    [Theory]
    [MemberData(nameof(Dozen))]
    public void An_explanation_by_every_method_is_the_pinned_one(int sentence) =>
        Pinned.Match(NameOfAll(sentence), Explain(OfferedMethods.All, [sentence]).Single());

    [Fact]
    public void Each_snapshot_belongs_to_a_sentence_or_a_heatmap() =>
        Assert.Equal(
            [.. Chosen.Select(NameOfAll), .. HeatmapSnapshotTests.Pins, .. Numbers.Select(Name)],
            Pinned.Names
        );

    private static string Name(int sentence) => $"sentence-{sentence:D3}";

    private static string NameOfAll(int sentence) => $"every-method-{sentence:D3}";

    private static ImmutableArray<string> Explain(ImmutableArray<Method> methods, ImmutableArray<int> numbers)
    {
        var network = DefaultModel.Network;
        using var reader = File.OpenText(Repository.At("data", "sentences.txt"));
        var sentences = SentenceFile
            .Read("sentences.txt", reader, network, network.Vocabulary.UnknownWord)
            .Where((_, at) => numbers.Contains(at + 1));
        return [.. Pipelines.Explain(methods, network, sentences, Target.Predicted).Select(Text)];
    }

    private static string Text(ImmutableArray<Explanation> methods)
    {
        var (prediction, sentence) = (methods[0].Prediction, methods[0].Prediction.Sentence);
        var (width, column) = (
            sentence.Words.Max(word => word.Length),
            Math.Max(12, 2 + methods.Max(method => method.Method.Length))
        );
        string Row(string name, IEnumerable<string> cells) =>
            name.PadRight(width) + string.Concat(cells.Select(cell => cell.PadLeft(column))) + "\n";
        return $"{sentence}\n"
            + $"label {sentence.Label.IfNone(-1)}, predicted {prediction.Class}, scores "
            + $"{string.Join(' ', prediction.Scores.Select(Number))}\n\n"
            + Row("", methods.Select(method => method.Method))
            + string.Concat(
                sentence.Words.Select((word, at) => Row(word, methods.Select(method => Number(method.Relevances[at]))))
            )
            + Row("", methods.Select(method => Number(method.Relevances.Sum())));
    }

    // Adding zero turns a rounded -0 into 0.
    private static string Number(double number) =>
        (Math.Round(number, 6) + 0.0).ToString("F6", CultureInfo.InvariantCulture);
}
