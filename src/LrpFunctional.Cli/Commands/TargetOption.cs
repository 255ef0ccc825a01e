using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Networks;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says which class is explained.</summary>
internal sealed record TargetOption(Option<string> Target)
{
    public static TargetOption AddTo(Command command)
    {
        var option = new Option<string>("--target")
        {
            Description = "The class explained: predicted, label, all, or a number from 0",
            DefaultValueFactory = _ => Explanations.Target.Predicted.Name,
            HelpName = "CLASS",
        };
        command.Options.Add(option);
        return new TargetOption(option);
    }

    public Target Read(ParseResult parsed, RecurrentNetwork network) => Explanations.Target.Parse(Target.Name, parsed.GetRequiredValue(Target), network.Classes.Length).OrThrow();
}
