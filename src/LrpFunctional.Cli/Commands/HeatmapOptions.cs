using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Reports.Colours;
using LrpFunctional.Reports.Heatmaps;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say how heatmaps are coloured.</summary>
internal sealed record HeatmapOptions(Option<string> Scale, Option<string> Palette)
{
    private const string Sentence = "sentence";
    private const string Set = "set";

    public static HeatmapOptions AddTo(Command command)
    {
        var options = new HeatmapOptions(
            new("--scale")
            {
                Description =
                    "What a full colour stands for: the largest relevance of each row of words (sentence), that of all "
                    + "of them (set), or a number",
                DefaultValueFactory = _ => Sentence,
                HelpName = "sentence|set|NUMBER",
            },
            PaletteOption()
        );
        command.Options.Add(options.Scale);
        command.Options.Add(options.Palette);
        return options;
    }

    /// <summary>The option that says which colours there are.</summary>
    public static Option<string> PaletteOption()
    {
        var option = new Option<string>("--palette")
        {
            Description = "Colours for and against; orange-blue is told apart without red and green",
            DefaultValueFactory = _ => Reports.Colours.Palette.RedBlue.Name,
        };
        option.AcceptOnlyFromAmong([.. Reports.Colours.Palette.Offered.Select(palette => palette.Name)]);
        return option;
    }

    /// <summary>The colours.</summary>
    public Palette ReadPalette(ParseResult parsed) => ReadPalette(parsed, Palette);

    /// <summary>The colours that an option says.</summary>
    public static Palette ReadPalette(ParseResult parsed, Option<string> option) =>
        Reports.Colours.Palette.Offered.Single(palette => palette.Name == parsed.GetRequiredValue(option));

    /// <summary>The scale of some heatmaps.</summary>
    /// <exception cref="FaultException">It is neither a name nor a number above 0.</exception>
    public Func<ImmutableArray<Heatmap>, Scale> ReadScale(ParseResult parsed) =>
        parsed.GetRequiredValue(Scale) switch
        {
            Sentence => _ => Reports.Colours.Scale.Sentence,
            Set => heatmaps => Reports.Colours.Scale.Set(HeatmapSet.Largest(heatmaps)),
            var text
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var largest)
                    && largest > 0
                    && double.IsFinite(largest) => _ => Reports.Colours.Scale.Fixed(largest),
            var other => throw new FaultException(
                new Fault(
                    $"{Scale.Name} {Printable.Value(other)}",
                    "it is neither sentence nor set nor a number above 0",
                    "write for example 2.5"
                )
            ),
        };

    /// <summary>Whether the scale is known only when all heatmaps are.</summary>
    public bool IsOfSet(ParseResult parsed) => parsed.GetRequiredValue(Scale) == Set;
}
