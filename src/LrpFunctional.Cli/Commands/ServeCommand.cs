using System.CommandLine;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp serve</c>: the page and the API, by a program of their own beside this one.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", ServeOptions.Description);
        _ = ServeOptions.AddTo(command);
        command.SetAction((_, cancellation) => WebProgram.Run(command.Name, cancellation));
        return command;
    }
}
