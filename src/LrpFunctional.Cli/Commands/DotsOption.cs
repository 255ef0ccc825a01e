using System.CommandLine;
using System.Globalization;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says how fine a picture of dots is.</summary>
internal sealed record DotsOption(Option<double> Dots)
{
    private const double Usual = 2;
    private const double Most = 16;

    public static DotsOption AddTo(Command command)
    {
        var options = new DotsOption(
            new Option<double>("--dots")
            {
                Description = "Dots of a .png on each side of a point, above 0 and up to 16: 1 for a coarse screen",
                DefaultValueFactory = _ => Usual,
                HelpName = "NUMBER",
            }
        );
        command.Options.Add(options.Dots);
        return options;
    }

    /// <summary>The number, for a file or for none.</summary>
    /// <exception cref="FaultException">It is out of range, or the file is no picture of dots.</exception>
    public double Read(ParseResult parsed, string? path)
    {
        var dots = parsed.GetValue(Dots);
        if (parsed.GetResult(Dots) is { Implicit: false } && (path is null || !PngFile.Is(path)))
            throw new FaultException(
                new Fault(Dots.Name, "only a .png is made of dots", "write --out FILE.png, or leave it out")
            );
        return dots is > 0 and <= Most
            ? dots
            : throw new FaultException(
                new Fault(
                    Dots.Name,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"it is {dots}, where a number above 0 and up to {Most} is expected"
                    ),
                    "leave it out, or write for example 3"
                )
            );
    }
}
