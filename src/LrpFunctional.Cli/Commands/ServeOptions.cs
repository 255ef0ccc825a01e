using System.CommandLine;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options of a server: the model, where it listens, and how much it takes.</summary>
internal sealed record ServeOptions(
    ServedModelOptions Model,
    Option<int> Port,
    Option<string> Host,
    Option<string[]> AllowedHost,
    RequestLimitOptions Most,
    Option<int> MaxRequestsPerSecond,
    Option<int> Grace
)
{
    /// <summary>What the command says of itself.</summary>
    public const string Description =
        "Serve a page that explains text as it is typed, and the same as a JSON API, on this machine.";

    /// <summary>The most seconds that requests at work may have to end.</summary>
    public const int MostGrace = 3600;

    public static ServeOptions AddTo(Command command)
    {
        var model = ServedModelOptions.AddTo(command);
        var options = new ServeOptions(
            model,
            new("--port")
            {
                Description = "Port that is listened on; 0 is any that is free",
                DefaultValueFactory = _ => 5080,
                HelpName = "N",
            },
            new("--host")
            {
                Description = "Address of this machine, or localhost, that is listened on; 0.0.0.0 is all of them",
                DefaultValueFactory = _ => "127.0.0.1",
                HelpName = "ADDRESS",
            },
            new("--allowed-host")
            {
                Description =
                    "Name that a request may call this machine by, besides localhost, 127.0.0.1, [::1] and --host; "
                    + "repeatable",
                HelpName = "NAME",
            },
            RequestLimitOptions.AddTo(command),
            RequestLimitOptions.Number(
                "--max-requests-per-second",
                "Requests that one address may make in a second",
                100
            ),
            new("--grace")
            {
                Description = "Seconds that requests at work have to end when the server is to stop, 0 to 3600",
                DefaultValueFactory = _ => 10,
                HelpName = "N",
            }
        );
        EmptyNames.Refuse(command, options.Host, options.AllowedHost);
        foreach (
            var option in new Option[]
            {
                options.Port,
                options.Host,
                options.AllowedHost,
                options.MaxRequestsPerSecond,
                options.Grace,
            }
        )
            command.Options.Add(option);
        return options;
    }
}
