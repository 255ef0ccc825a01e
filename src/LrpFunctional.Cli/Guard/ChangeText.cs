using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Cli.Guard;

/// <summary>What changed, in words.</summary>
internal static class ChangeText
{
    private const int OfWords = 60;

    /// <summary>A verdict in words, as what some sentences do.</summary>
    public static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Agrees => "agree",
            Verdict.Moved => "moved",
            Verdict.OtherTarget => "explain another class",
            Verdict.OtherClass => "predict another class",
            Verdict.OtherWords => "have other words",
            Verdict.Missing => "missing",
            _ => "new",
        };

    /// <summary>The sentence by number, name and beginning.</summary>
    public static string Name(SentenceChange change) =>
        $"{change.Sentence.Name}: {Printable.Cut(string.Join(' ', change.Sentence.Places.Take(OfWords)), OfWords)}";

    /// <summary>What became of a sentence.</summary>
    public static string Of(SentenceChange change, Tolerance tolerance) =>
        change.Verdict switch
        {
            Verdict.Missing => "it is missing: it was there before, and is not now",
            Verdict.New => "it is new: it was not there before",
            Verdict.OtherWords => string.Create(
                CultureInfo.InvariantCulture,
                $"it has other words: {Count(change.Now)} now, {Count(change.Before)} before"
            ),
            _ => change.Worst.Match(worst => Of(worst, tolerance), () => ""),
        };

    /// <summary>The place of a number: "good" (4), step 3, 3:0.</summary>
    public static string Place(KeptExplanation explanation, int at) =>
        string.Create(CultureInfo.InvariantCulture, $"{explanation.Places[at]} ({at + 1})");

    /// <summary>A number as tables have it.</summary>
    public static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Of(ExplanationChange change, Tolerance tolerance) =>
        string.Join(
            "; ",
            (ImmutableArray<string>)
                [
                    .. change.Before.Predicted == change.Now.Predicted
                        ? []
                        : new[] { $"class {change.Now.Predicted} is predicted, where {change.Before.Predicted} was" },
                    .. change.Before.Target == change.Now.Target
                        ? []
                        : new[] { $"{change.Now.Target} is explained, where {change.Before.Target} was" },
                    .. change
                        .Distance.Filter(distance => !tolerance.Allows(distance))
                        .Map(distance =>
                            $"{change.Now.Method} for {change.Now.Target}{After(change.Now)} moved: {tolerance.Say(distance)}"
                            + change.Farthest.Match(at => $", most {Moved(change, at)}", () => "")
                        ),
                ]
        );

    private static string After(KeptExplanation explanation) =>
        explanation.Prefix.Match(prefix => $" after {prefix}", () => "");

    private static string Moved(ExplanationChange change, int at) =>
        $"{Place(change.Now, at)} from {Number(change.Before.Relevances[at])} to {Number(change.Now.Relevances[at])}";

    private static int Count(LanguageExt.Option<KeptSentence> sentence) =>
        sentence.Match(found => found.Places.Length, () => 0);
}
