using System.CommandLine;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options of a server of tools: the model, and how much it takes.</summary>
internal sealed record McpOptions(ServedModelOptions Model, RequestLimitOptions Most)
{
    /// <summary>What the command says of itself.</summary>
    public const string Description =
        "Serve explain, predict and model as tools of assistants (Model Context Protocol), on standard input and output.";

    public static McpOptions AddTo(Command command) =>
        new(ServedModelOptions.AddTo(command), RequestLimitOptions.AddTo(command));
}
