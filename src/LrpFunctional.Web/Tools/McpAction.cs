using System.CommandLine;
using LrpFunctional.Cli.Commands;
using LrpFunctional.Explanations;
using LrpFunctional.Web.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace LrpFunctional.Web.Tools;

/// <summary>What <c>lrp mcp</c> does.</summary>
internal static class McpAction
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("mcp", McpOptions.Description);
        var options = McpOptions.AddTo(command);
        command.SetAction((parsed, _) => Run(parsed, options));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, McpOptions options)
    {
        var limits = Limits.Read(parsed, options.Most).OrThrow();
        var model = options.Model.Read(parsed);
        var served = Served.Of(model, options.Model.Unknown.Read(parsed, model));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new MessagesLog());
        builder
            .Services.AddMcpServer(server =>
                server.ServerInfo = new Implementation { Name = "lrp", Version = Provenance.Version }
            )
            .WithStdioServerTransport()
            .WithTools(new ExplainTools(served, limits));
        using var host = builder.Build();
        await host.RunAsync();
        return 0;
    }
}
