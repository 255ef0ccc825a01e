using System.CommandLine;
using System.Net;
using LrpFunctional.Cli;
using LrpFunctional.Cli.Commands;
using Microsoft.Extensions.Hosting;

namespace LrpFunctional.Web.Serving;

/// <summary>What <c>lrp serve</c> does.</summary>
internal static class ServeAction
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("serve", ServeOptions.Description);
        var options = ServeOptions.AddTo(command);
        command.SetAction((parsed, _) => Run(parsed, options));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, ServeOptions options)
    {
        var settings = Settings.Read(parsed, options).OrThrow();
        var model = options.Model.Read(parsed);
        await using var app = WebServer.Of(Served.Of(model, options.Model.Unknown.Read(parsed, model)), settings);
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception)
        {
            throw new FaultException(
                new Fault(
                    $"{options.Host.Name} {settings.Address} {options.Port.Name} {settings.Port}",
                    $"it cannot be listened on: {exception.Message}",
                    "choose another port, or 0 for any that is free"
                )
            );
        }

        if (!IPAddress.IsLoopback(settings.Address))
            Messages.Line("lrp: others can reach this server, and it asks nobody for a password");
        foreach (var url in app.Urls)
            Console.Out.WriteLine($"lrp: listening on {url}");
        StarterWatch.Begin(app.Lifetime.StopApplication);
        await app.WaitForShutdownAsync();
        return 0;
    }
}
