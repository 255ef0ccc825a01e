using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Explanations;
using LrpFunctional.Methods;
using LrpFunctional.Rules;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that ask where the score went, and by which states.</summary>
internal sealed record LedgerOptions(Option<string?> Ledger, Option<double?> Strict, Option<string?> States)
{
    public static LedgerOptions AddTo(Command command)
    {
        var options = new LedgerOptions(
            new("--ledger")
            {
                Description =
                    "File for the account of each LRP explanation: score = words + initial states + gates + "
                    + "bias + stabilizer [default: not written]",
                HelpName = "FILE",
            },
            new("--strict")
            {
                Description =
                    "Fail if an account misses more than this, in parts of the largest relevance that "
                    + "arrives anywhere, or of 1 if that is larger [default: not checked]",
                HelpName = "NUMBER",
                CustomParser = result => RuleOptions.Number(result),
            },
            new("--states")
            {
                Description =
                    "File for the relevance by LRP of each unit of h and c, of each recurrent layer, direction and "
                    + "step [default: not written]",
                HelpName = "FILE",
            }
        );
        foreach (var option in options.All)
            command.Options.Add(option);
        EmptyNames.Refuse(command, options.Ledger, options.States);
        return options;
    }

    /// <summary>What an account may miss.</summary>
    private static NumberRange Gaps { get; } = NumberRange.From(0, "1e-9 is customary");

    /// <summary>All of them.</summary>
    public ImmutableArray<Option> All => [Ledger, Strict, States];

    /// <summary>LRP by the given rules, with its accounts and states if they are asked for.</summary>
    /// <exception cref="FaultException">What an account may miss is no number from 0 on.</exception>
    public Method Lrp(ParseResult parsed, RuleSet rules)
    {
        if (parsed.GetValue(Strict) is { } most)
            Gaps.Check(Strict.Name, most).OrThrow();
        return parsed.GetValue(States) is not null ? Methods.Lrp.WithStates(rules)
            : parsed.GetValue(Ledger) is null && parsed.GetValue(Strict) is null ? Methods.Lrp.With(rules)
            : Methods.Lrp.WithLedger(rules);
    }

    /// <summary>What is missing in an account, in words, if it is too much.</summary>
    public string? Broken(ParseResult parsed, PrefixExplanations ofPrefix) =>
        parsed.GetValue(Strict) is { } most
            ? ofPrefix
                .Explanations.Select(explanation => Broken(most, ofPrefix, explanation))
                .FirstOrDefault(broken => broken is not null)
            : null;

    private static string? Broken(double most, PrefixExplanations ofPrefix, Explanation explanation) =>
        explanation
            .Ledger.Filter(ledger => !ledger.Closes(most))
            .MatchUnsafe(
                ledger =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"sentence {ofPrefix.Place + 1}, target {explanation.Target}: the account of its "
                            + $"score does not close, by {ledger.Missing:G3} where {most:G3} is allowed; most is "
                            + $"missing at {ledger.Widest}"
                    ) + (ofPrefix.IsWhole ? "" : $", after {ofPrefix.Length} of {ofPrefix.Whole.Length} words"),
                () => null
            );
}
