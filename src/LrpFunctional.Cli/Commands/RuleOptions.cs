using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say which rules relevance follows.</summary>
internal sealed record RuleOptions(System.CommandLine.Option<double> Epsilon, System.CommandLine.Option<double> BiasFactor)
{
    public static RuleOptions AddTo(Command command)
    {
        var rules = RuleSet.Default.Time;
        var options = new RuleOptions(
            new("--epsilon")
            {
                Description = "Stabilizer of the epsilon rule",
                DefaultValueFactory = _ => rules.Stabilizer.Epsilon,
                CustomParser = Number,
                HelpName = "NUMBER",
            },
            new("--bias-factor")
            {
                Description = "Share of bias and stabilizer that is spread over the words: 0 drops it, 1 conserves the score",
                DefaultValueFactory = _ => rules.BiasFactor,
                CustomParser = Number,
                HelpName = "NUMBER",
            });
        command.Options.Add(options.Epsilon);
        command.Options.Add(options.BiasFactor);
        return options;
    }

    public RuleSet Read(ParseResult parsed)
    {
        var (epsilon, biasFactor) = (parsed.GetValue(Epsilon), parsed.GetValue(BiasFactor));
        return (Check(Epsilon, epsilon, epsilon >= 0 && double.IsFinite(epsilon), "a number from 0 on is expected", "0.001 is customary"),
                Check(BiasFactor, biasFactor, double.IsFinite(biasFactor), "a number is expected", "0 and 1 are customary"))
            .Apply(RuleSet.Epsilon)
            .OrThrow();
    }

    // Without the thousands marks that a plain conversion allows: 0,001 is not 1.
    public static double Number(ArgumentResult result)
    {
        if (!double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            result.AddError($"\"{result.Tokens[0].Value}\" is no number; write for example 0.001");
        return number;
    }

    private static Validation<Fault, double> Check(Option option, double value, bool holds, string expected, string remedy) =>
        holds ? value : new Fault(option.Name, string.Create(CultureInfo.InvariantCulture, $"it is {value}, where {expected}"), remedy);
}
