using System.Globalization;
using LanguageExt;
using LrpFunctional.Methods;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Numerics;
using LrpFunctional.Passes;

namespace LrpFunctional.Explanations;

/// <summary>Which number of a result is not finite, if one is, and what helps.</summary>
public static class Finiteness
{
    private const string Scale = "scale the model's weights, or the numbers that it reads, down";
    private const string Rules =
        "choose a larger --epsilon, or a smaller --bias-factor, --gamma or --alpha; with --strict 1e-9 layer "
        + "and step are named";

    /// <summary>The fault of the first score of a prediction that is not finite.</summary>
    /// <param name="place">The sentence, for messages.</param>
    /// <param name="precision">What the cells computed in.</param>
    /// <param name="prediction">What it said.</param>
    public static Option<Fault> Of(string place, Precision precision, Prediction prediction) =>
        First(prediction.Scores.AsSpan(), at => $"the score of class {at}")
            .Map(broken => Fault($"{place}, {Name(precision)}", broken, Option<string>.None, precision, Scale));

    /// <summary>
    /// The fault of the first score, relevance, sum, leftover or number of a ledger that is not finite.
    /// </summary>
    /// <param name="place">The sentence, for messages.</param>
    /// <param name="precision">What the cells computed in.</param>
    /// <param name="explanation">What was found.</param>
    public static Option<Fault> Of(string place, Precision precision, Explanation explanation)
    {
        var where = $"{place}, {explanation.Method}";
        return Of(where, precision, explanation.Prediction)
            || First(explanation)
                .Map(broken =>
                    Fault(
                        $"{where} of {explanation.Target}, {Name(precision)}",
                        broken,
                        explanation.Ledger.Bind(Origin),
                        precision,
                        explanation.Method == Lrp.Default.Name ? Rules : Scale
                    )
                );
    }

    /// <summary>The fault of the first score, interaction or standard error that is not finite.</summary>
    /// <param name="place">The sentence, for messages.</param>
    /// <param name="precision">What the scores were computed in.</param>
    /// <param name="found">What was found.</param>
    public static Option<Fault> Of(string place, Precision precision, WordInteractions found)
    {
        var (where, words) = ($"{place}, {found.Method}", found.Pairs.Rows);
        Option<Broken> In(Matrix numbers, string what) =>
            First(numbers.Span, at => $"{what} of positions {1 + (at / words)} and {1 + (at % words)}");
        return Of(where, precision, found.Prediction)
            || (
                In(found.Pairs, "the interaction")
                || found.StandardErrors.Bind(errors => In(errors, "the standard error"))
            ).Map(broken =>
                Fault(
                    $"{where} of {found.Target}, {Name(Precision.Bits64)}",
                    broken,
                    Option<string>.None,
                    Precision.Bits64,
                    Scale
                )
            );
    }

    private static Option<Broken> First(Explanation explanation) =>
        First([explanation.Value], _ => "what is explained")
        || First(explanation.Relevances.AsSpan(), at => $"the relevance at position {at + 1}")
        || explanation.Features.Bind(features =>
            First(
                features.Span,
                at => $"the relevance at position {1 + (at / features.Columns)} of feature {at % features.Columns}"
            )
        )
        || First([explanation.Relevances.Sum()], _ => "the sum of the relevances")
        || explanation.Leftover.Bind(leftover => First([leftover], _ => "the leftover"))
        || explanation.Ledger.Bind(First)
        || explanation
            .States.IfNone([])
            .Select(state => First([.. state.Hidden, .. state.Cell], _ => $"the relevance of a state of {state.Place}"))
            .Somes()
            .ToSeq()
            .HeadOrNone();

    private static Option<Broken> First(Ledger ledger) =>
        First(
            [ledger.Score, ledger.Words, ledger.Initial, ledger.Gates, ledger.Bias, ledger.Stabilizer, ledger.Gap],
            _ => "a number of the ledger"
        ) || Origin(ledger).Map(_ => new Broken("a number of the ledger", double.NaN));

    private static Option<Broken> First(ReadOnlySpan<double> numbers, Func<int, string> what) =>
        Reduction.FirstNotFinite(numbers) switch
        {
            { IsSome: true } found when (int)found is var at => new Broken(what(at), numbers[at]),
            _ => Option<Broken>.None,
        };

    /// <summary>The place of a ledger, from the output down, where relevance is first not finite.</summary>
    private static Option<string> Origin(Ledger ledger) =>
        ledger
            .Entries.Find(entry =>
                Reduction
                    .FirstNotFinite([
                        entry.Arriving,
                        entry.Passed,
                        entry.Bias,
                        entry.Stabilizer,
                        entry.Gates,
                        entry.Gap,
                    ])
                    .IsSome
            )
            .Map(entry => $"{entry}");

    private static Fault Fault(
        string where,
        Broken broken,
        Option<string> origin,
        Precision precision,
        string remedy
    ) =>
        new(
            where,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{broken.What} is {broken.Number}, where a finite number is expected"
            ) + origin.Match(place => $" (first at {place})", () => ""),
            precision == Precision.Bits32 ? "compute with --precision float64" : remedy
        );

    private static string Name(Precision precision) => precision == Precision.Bits32 ? "float32" : "float64";

    private sealed record Broken(string What, double Number);
}
