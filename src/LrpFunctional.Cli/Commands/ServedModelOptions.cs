using System.CommandLine;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which model is served, and what it does with words that it lacks.</summary>
internal sealed record ServedModelOptions(ModelOptions Model, PositionOption Position, UnknownOption Unknown)
{
    public static ServedModelOptions AddTo(Command command) =>
        new(ModelOptions.AddTo(command), PositionOption.AddTo(command), UnknownOption.AddTo(command));

    /// <summary>The model of one vector of scores.</summary>
    /// <exception cref="FaultException">It cannot be read, or it is not said which scores are meant.</exception>
    public StoredModel Read(ParseResult parsed) => Position.OfOne(parsed, Model.Read(parsed));
}
