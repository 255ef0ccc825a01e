using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say what is explained.</summary>
internal sealed record TargetOption(Option<string> Target, Option<string>? Quantity)
{
    private const string Score = "score";
    private const string Probability = "probability";
    private const string LogOdds = "log-odds";

    /// <summary>Scores, probabilities and log-odds.</summary>
    public static TargetOption AddTo(Command command)
    {
        var target = OfScores(command);
        var quantity = new Option<string>("--quantity")
        {
            Description = "What of it is explained; lrp, cd, beta, gamma and deeplift know scores only",
            DefaultValueFactory = _ => Score,
        };
        quantity.AcceptOnlyFromAmong(Score, Probability, LogOdds);
        command.Options.Add(quantity);
        return target with { Quantity = quantity };
    }

    /// <summary>Scores only.</summary>
    public static TargetOption OfScores(Command command)
    {
        var target = new Option<string>("--target")
        {
            Description =
                "The class explained: predicted, second, label, all, or a number from 0; or what speaks for "
                + "one class rather than for another: predicted-second, 3-1; at one step of several: 2:3",
            DefaultValueFactory = _ => Explanations.Target.Predicted.Name,
            HelpName = "CLASS",
        };
        command.Options.Add(target);
        return new TargetOption(target, null);
    }

    /// <summary>The target.</summary>
    /// <exception cref="FaultException">There is no such class, or not this quantity of it.</exception>
    public Target Read(ParseResult parsed, StoredModel model)
    {
        var (name, classes) = (parsed.GetRequiredValue(Target).Split(':')[^1], model.Network.Classes.Length);
        var target = Explanations.Target.Parse(Target.Name, name, classes).OrThrow();
        if (Quantity is null || parsed.GetRequiredValue(Quantity) is var said && said == Score)
            return target;
        var quantity = (said, model.IsBinary || model.Config.Architecture.Probabilities == Probabilities.Sigmoid) switch
        {
            (Probability, true) => Explanations.Quantity.OwnProbability,
            (Probability, false) => Explanations.Quantity.Probability,
            (_, true) => throw new FaultException(
                new Fault(
                    Quantity.Name,
                    "the model's probabilities are sigmoids, so its scores are the log-odds",
                    "leave it out"
                )
            ),
            _ => Explanations.Quantity.LogOdds,
        };
        if (target.IsContrast)
            throw new FaultException(
                new Fault(
                    Quantity.Name,
                    $"the target {name} is a difference of scores, and has no other quantity",
                    "leave it out, or name one class"
                )
            );
        if (classes == 1 && quantity != Explanations.Quantity.OwnProbability)
        {
            throw new FaultException(
                new Fault(
                    Quantity.Name,
                    "the model has one output and no sigmoid, and so no probabilities",
                    "leave it out, or say \"task\": \"binary\" in config.json"
                )
            );
        }

        return target.Of(quantity);
    }
}
