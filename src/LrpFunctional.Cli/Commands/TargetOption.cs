using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say what is explained.</summary>
internal sealed record TargetOption(Option<string> Target, Option<string> Quantity)
{
    private const string Score = "score";
    private const string Probability = "probability";
    private const string LogOdds = "log-odds";

    public static TargetOption AddTo(Command command)
    {
        var options = new TargetOption(
            new("--target")
            {
                Description = "The class explained: predicted, second, label, all, or a number from 0; or what speaks for one class rather than for another: predicted-second, 3-1",
                DefaultValueFactory = _ => Explanations.Target.Predicted.Name,
                HelpName = "CLASS",
            },
            new("--quantity") { Description = "What of it is explained; lrp, cd, beta, gamma and deeplift know scores only", DefaultValueFactory = _ => Score });
        options.Quantity.AcceptOnlyFromAmong(Score, Probability, LogOdds);
        command.Options.Add(options.Target);
        command.Options.Add(options.Quantity);
        return options;
    }

    /// <summary>The target.</summary>
    /// <exception cref="FaultException">There is no such class, or not this quantity of it.</exception>
    public Target Read(ParseResult parsed, StoredModel model)
    {
        var (name, classes) = (parsed.GetRequiredValue(Target), model.Network.Classes.Length);
        var quantity = (parsed.GetRequiredValue(Quantity), model.Config.Architecture.Probabilities) switch
        {
            (Score, _) => Explanations.Quantity.Score,
            (Probability, Probabilities.Sigmoid) => Explanations.Quantity.OwnProbability,
            (Probability, _) => Explanations.Quantity.Probability,
            (_, Probabilities.Sigmoid) => Explanations.Quantity.Score,
            _ => Explanations.Quantity.LogOdds,
        };
        var target = Explanations.Target.Parse(Target.Name, name, classes).OrThrow();
        if (quantity == Explanations.Quantity.Score) return target;
        if (target.IsContrast) throw new FaultException(new Fault(Quantity.Name, $"the target {name} is a difference of scores, and has no other quantity", "leave it out, or name one class"));
        if (classes == 1 && quantity != Explanations.Quantity.OwnProbability)
            throw new FaultException(new Fault(Quantity.Name, "the model has one output and no sigmoid, and so no probabilities", "leave it out, or name \"probabilities\": \"sigmoid\" in config.json"));
        return target.Of(quantity);
    }
}
