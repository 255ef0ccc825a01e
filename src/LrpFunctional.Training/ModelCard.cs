using System.Globalization;
using System.Text;
using LrpFunctional.Formats.Models;
using LrpFunctional.Training.Courses;

namespace LrpFunctional.Training;

/// <summary>The card of a trained model: what it is, what it learned from, and how that went.</summary>
public static class ModelCard
{
    private const string ClassesHead = "| epoch | loss | right | negative or positive |\n|---|---|---|---|\n";
    private const string NumbersHead = "| epoch | loss | mean squared error |\n|---|---|---|\n";
    private const string Small = "0.0E+0";

    /// <summary>The card, in Markdown.</summary>
    /// <param name="model">The model.</param>
    /// <param name="course">How it was trained.</param>
    /// <param name="files">What it learned from: what each file is for, its name and its SHA-256.</param>
    /// <param name="program">The program and its version.</param>
    public static string Of(
        StoredModel model,
        Course course,
        IEnumerable<(string For, string Name, string Sha256)> files,
        string program
    )
    {
        var network = model.Network;
        var parameters = model.Tensors.Values.Sum(tensor => (long)tensor.Values.Span.Length);
        var text = new StringBuilder();
        text.Append("# A trained model\n\n")
            .Append(CultureInfo.InvariantCulture, $"Trained by {program}; network {network.Hash}.\n\n")
            .Append("| | |\n|---|---|\n")
            .Append(Reads(model))
            .Append(
                CultureInfo.InvariantCulture,
                $"| layers | {string.Join(", ", network.Layers.Select(layer => layer.Kind))} |\n"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"| scores | {MarkdownText.Of(string.Join(", ", network.Classes))} |\n"
            )
            .Append(CultureInfo.InvariantCulture, $"| numbers learned | {parameters:N0}, stored as F32 |\n");
        foreach (var (what, name, sha256) in files)
            text.Append(CultureInfo.InvariantCulture, $"| {what} | {MarkdownText.Of(name)}, SHA-256 {sha256} |\n");
        text.Append("\nThe recipe, with the seed, in [recipe.json](recipe.json), gives the same bits from the same ")
            .Append("files.\n\n");
        var isOfNumbers = course.Epochs.Any(epoch => epoch.Judgement.Exists(judged => judged is Judgement.OfNumbers));
        text.Append(isOfNumbers ? NumbersHead : ClassesHead);
        foreach (var epoch in course.Epochs)
            text.Append(CultureInfo.InvariantCulture, $"| {epoch.Number} | ")
                .Append(epoch.Loss.ToString(isOfNumbers ? Small : "F4", CultureInfo.InvariantCulture))
                .Append(epoch.Judgement.Match(Cells, () => " |  | "))
                .Append(" |\n");
        return text.Append("\n![what the epochs brought](curves.svg)\n\n")
            .Append(CultureInfo.InvariantCulture, $"The weights are those of epoch {course.BestEpoch}.\n")
            .ToString();
    }

    private static string Cells(Judgement judgement) =>
        judgement switch
        {
            Judgement.OfClasses classes => $" | {Percent(classes.Right)} | {classes.Sides.Match(Percent, () => "")}",
            Judgement.OfNumbers numbers => $" | {numbers.SquaredError.ToString(Small, CultureInfo.InvariantCulture)}",
            _ => "",
        };

    private static string Reads(StoredModel model) =>
        model.Network.ReadsNumbers
            ? string.Create(CultureInfo.InvariantCulture, $"| reads | {model.Network.InputSize} numbers a step |\n")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"| word vectors | {model.Network.Vocabulary.Words.Length:N0} × {model.Network.InputSize} |\n"
            );

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{100 * part:F2} %");
}
