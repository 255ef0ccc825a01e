using System.CommandLine;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp mcp</c>: the tools, by the program of <c>lrp serve</c>.</summary>
internal static class McpCommand
{
    public static Command Create()
    {
        var command = new Command("mcp", McpOptions.Description);
        _ = McpOptions.AddTo(command);
        command.SetAction((_, cancellation) => WebProgram.Run(command.Name, WebProgram.PassInput, cancellation));
        return command;
    }
}
