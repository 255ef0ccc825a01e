using System.CommandLine;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp serve</c>: the page and the API, by a program of their own beside this one.</summary>
internal static class ServeCommand
{
    private const string Name = "serve";
    private static readonly TimeSpan More = TimeSpan.FromSeconds(3);

    /// <summary>How long a command has to end after a signal: a server longer than its requests have.</summary>
    public static TimeSpan Patience(ParseResult parsed) =>
        parsed.CommandResult.Command.Name == Name
            ? More + TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue<int>("--grace"), 0, ServeOptions.MostGrace))
            : Interruption.Usual;

    public static Command Create()
    {
        var command = new Command(Name, ServeOptions.Description);
        _ = ServeOptions.AddTo(command);
        command.SetAction((_, cancellation) => WebProgram.Run(command.Name, WebProgram.HoldInput, cancellation));
        return command;
    }
}
