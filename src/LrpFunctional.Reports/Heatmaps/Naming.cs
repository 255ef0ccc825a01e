using System.Collections.Immutable;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Explanations;

namespace LrpFunctional.Reports.Heatmaps;

/// <summary>What classes and outputs are called, and how likely a prediction is.</summary>
/// <param name="Classes">The names of the classes (C).</param>
/// <param name="Probability">The probability of the class that was predicted, for a classifier.</param>
public sealed record Naming(ImmutableArray<string> Classes, Func<Prediction, Option<double>> Probability)
{
    /// <summary>The names of a network's classes, and the softmax of its scores; a single score has none.</summary>
    public static Naming Of(ImmutableArray<string> classes) =>
        Of(classes, classes.Length > 1 ? Quantity.Probability : Option<Quantity>.None);

    /// <summary>The names of a network's classes, and what of its scores a probability is, where one is.</summary>
    public static Naming Of(ImmutableArray<string> classes, Option<Quantity> probability) =>
        new(
            classes,
            prediction => probability.Map(quantity => Output.Of(prediction.Class, quantity).Value(prediction.Scores))
        );

    /// <summary>A class by its name, with its number where the two are not the same.</summary>
    public string Class(int number) =>
        number.ToString(CultureInfo.InvariantCulture) is var digits && Classes[number] == digits
            ? $"class {digits}"
            : $"{Classes[number]} ({digits})";

    /// <summary>What was predicted: a class, or the number itself where there is one score only.</summary>
    public string Predicted(Prediction prediction) =>
        prediction.Scores is [var only] ? only.ToString("G6", CultureInfo.InvariantCulture) : Class(prediction.Class);

    /// <summary>What is explained: "positive (3)", "positive (3) rather than negative (1)", "log-odds of 3".</summary>
    public string Target(Output output)
    {
        var of = output.Quantity switch
        {
            Quantity.Score => "",
            Quantity.LogOdds => "log-odds of ",
            _ => "probability of ",
        };
        var at = output.Position.Match(position => $", step {position + 1}", () => "");
        var name = Classes.Length == 1 ? "the output" : Class(output.Class);
        return of + name + output.Against.Match(against => $" rather than {Class(against)}", () => "") + at;
    }
}
