using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Sequences;

namespace LrpFunctional.Training.Courses;

/// <summary>
/// The number that is wanted of a sentence. Labels that are read are classes, and so the number is read in the place of
/// the sentence's own name, of which a training makes no use.
/// </summary>
public static class NumericLabel
{
    /// <summary>The formats that have a place for a number.</summary>
    public static ImmutableArray<SentenceFormat> Formats { get; } =
    [SentenceFormat.Csv, SentenceFormat.Tsv, SentenceFormat.JsonLines, SentenceFormat.NumPy, SentenceFormat.Parquet];

    /// <summary>Where a file of this format is read with its labels as names.</summary>
    public static SentenceOptions Of(SentenceFormat format, SentenceOptions options) =>
        options with
        {
            Id = options.Label.IfNone(format == SentenceFormat.NumPy ? "labels" : "label"),
            Label = Option<string>.None,
        };

    /// <summary>The number of a sentence that was read so; none where nothing stands.</summary>
    public static Option<double> Of(Sentence sentence) => sentence.Id.Bind(Parse);

    /// <summary>The sentence, if its label is a finite number, or empty.</summary>
    /// <param name="place">Where it stands, for messages.</param>
    /// <param name="sentence">The sentence.</param>
    public static Validation<Fault, Sentence> Check(string place, Sentence sentence) =>
        sentence.Id.ForAll(label => IsEmpty(label) || Parse(label).IsSome)
            ? sentence
            : new Fault(
                place,
                $"the label is \"{sentence.Id.IfNone("")}\", where a finite number is expected",
                "write numbers like -1.5e-3, or leave it empty for a sentence that is not learned"
            );

    private static bool IsEmpty(string label) => label.AsSpan().Trim().IsEmpty;

    private static Option<double> Parse(string label) =>
        double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : Option<double>.None;
}
