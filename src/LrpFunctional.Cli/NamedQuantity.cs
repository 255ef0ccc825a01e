using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli;

/// <summary>What of a class is explained, by the name that options and requests give it.</summary>
internal static class NamedQuantity
{
    /// <summary>The score, which is explained where nobody says otherwise.</summary>
    public const string Score = "score";

    private const string Probability = "probability";
    private const string LogOdds = "log-odds";

    /// <summary>All there are.</summary>
    public static ImmutableArray<string> All { get; } = [Score, Probability, LogOdds];

    /// <summary>The target of a quantity, or why the model has none such of it.</summary>
    /// <param name="where">What names the quantity, for messages.</param>
    /// <param name="said">The quantity.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">What names the target, for messages.</param>
    /// <param name="target">The target of scores.</param>
    public static Validation<Fault, Target> Of(string where, string said, StoredModel model, string name, Target target)
    {
        if (said == Score)
            return target;
        var areSigmoids = model.IsBinary || model.Config.Architecture.Probabilities == Probabilities.Sigmoid;
        return (said, areSigmoids) switch
        {
            (Probability, true) => Of(where, Quantity.OwnProbability, model, name, target),
            (Probability, false) => Of(where, Quantity.Probability, model, name, target),
            (LogOdds, true) => new Fault(
                where,
                "the model's probabilities are sigmoids, so its scores are the log-odds",
                "leave it out"
            ),
            (LogOdds, false) => Of(where, Quantity.LogOdds, model, name, target),
            _ => new Fault(where, $"it is \"{said}\"", $"name one of {string.Join(", ", All)}"),
        };
    }

    private static Validation<Fault, Target> Of(
        string where,
        Quantity quantity,
        StoredModel model,
        string name,
        Target target
    ) =>
        target.IsContrast
            ? new Fault(
                where,
                $"the target {name} is a difference of scores, and has no other quantity",
                "leave it out, or name one class"
            )
        : model.Network.Classes.Length == 1 && quantity != Quantity.OwnProbability
            ? new Fault(
                where,
                "the model has one output and no sigmoid, and so no probabilities",
                "leave it out, or say \"task\": \"binary\" in config.json"
            )
        : target.Of(quantity);
}
