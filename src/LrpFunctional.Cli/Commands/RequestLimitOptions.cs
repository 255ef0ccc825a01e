using System.CommandLine;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say how much a request may ask for.</summary>
internal sealed record RequestLimitOptions(Option<int> MaxText, Option<int> MaxWords, Option<int> MaxSeconds)
{
    public static RequestLimitOptions AddTo(Command command)
    {
        var options = new RequestLimitOptions(
            Number("--max-text", "Characters of all the texts of a request", 100_000),
            Number("--max-words", "Words, or steps, of all the texts of a request", 10_000),
            Number("--max-seconds", "Seconds until a request is given up", 30)
        );
        foreach (var option in new[] { options.MaxText, options.MaxWords, options.MaxSeconds })
            command.Options.Add(option);
        return options;
    }

    /// <summary>An option that is a limit.</summary>
    public static Option<int> Number(string name, string description, int usual) =>
        new(name)
        {
            Description = $"{description}, at most",
            DefaultValueFactory = _ => usual,
            HelpName = "N",
        };
}
