using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say what is explained.</summary>
internal sealed record TargetOption(Option<string> Target, Option<string>? Quantity)
{
    /// <summary>Scores, probabilities and log-odds.</summary>
    public static TargetOption AddTo(Command command)
    {
        var target = OfScores(command);
        var quantity = new Option<string>("--quantity")
        {
            Description = "What of it is explained; lrp, cd, beta, gamma and deeplift know scores only",
            DefaultValueFactory = _ => NamedQuantity.Score,
        };
        quantity.AcceptOnlyFromAmong([.. NamedQuantity.All]);
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
        return Quantity is null
            ? target
            : NamedQuantity.Of(Quantity.Name, parsed.GetRequiredValue(Quantity), model, name, target).OrThrow();
    }
}
