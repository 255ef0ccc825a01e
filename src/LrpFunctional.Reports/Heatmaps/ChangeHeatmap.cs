using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>What changed in an explanation, drawn: before, now, and the difference of the two.</summary>
public static class ChangeHeatmap
{
    private const int MostPlaces = 200;

    /// <summary>
    /// The heatmap of an explanation as it was and as it is; the difference, now − before, is drawn where both are of
    /// the same words and class. Of more than 200 words those are drawn that are around the one that moved farthest.
    /// </summary>
    /// <param name="sentence">The sentence as it is.</param>
    /// <param name="before">The explanation as it was.</param>
    /// <param name="now">The explanation as it is.</param>
    public static Heatmap Of(KeptSentence sentence, KeptExplanation before, KeptExplanation now)
    {
        var isOfSame = before.Target == now.Target && before.Places.AsSpan().SequenceEqual(now.Places.AsSpan());
        var moved = isOfSame
            ? now with
            {
                Relevances = [.. now.Relevances.Zip(before.Relevances, (isNow, was) => isNow - was)],
            }
            : null;
        var first = moved is null ? 0 : Around(moved);
        return new Heatmap(
            sentence.Number,
            sentence.Id,
            Option<string>.None,
            now.Predicted == before.Predicted
                ? Class(now.Predicted)
                : $"{Class(now.Predicted)}, before {Class(before.Predicted)}",
            Option<double>.None,
            [
                Strip("before: ", before, first, IsSigned(before.Method)),
                Strip("now: ", now, first, IsSigned(now.Method)),
                .. moved is null ? [] : new[] { Strip("difference: ", moved, first, isSigned: true) },
            ]
        );
    }

    private static Strip Strip(string when, KeptExplanation explanation, int first, bool isSigned)
    {
        var (places, last) = (explanation.Places, Math.Min(first + MostPlaces, explanation.Places.Length));
        return new Strip(
            when + explanation.Method,
            places.Length > MostPlaces ? $"{Digits(first + 1)} to {Digits(last)} of {Digits(places.Length)}" : "",
            isSigned,
            explanation.Target,
            Option<double>.None,
            Option<double>.None,
            [
                .. Enumerable
                    .Range(first, Math.Max(0, last - first))
                    .Select(at => new Cell(at == first ? "" : " ", places[at], explanation.Relevances[at])),
            ],
            "",
            Option<StepGrid>.None
        );
    }

    private static int Around(KeptExplanation moved) =>
        Math.Clamp(
            moved.Relevances.Index().MaxBy(word => Math.Abs(word.Item)).Index - (MostPlaces / 2),
            0,
            Math.Max(0, moved.Places.Length - MostPlaces)
        );

    // A table says the name of a method only.
    private static bool IsSigned(string name) =>
        OfferedMethods.All.FirstOrDefault(method => method.Name == name)?.IsSigned ?? true;

    private static string Class(int number) => $"class {Digits(number)}";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
