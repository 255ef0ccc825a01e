using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Methods;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Networks;
using LrpFunctional.Passes;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say how the interactions of words are found, and of how long sentences.</summary>
internal sealed record InteractionOptions(
    Option<string[]> Method,
    Option<int> Exact,
    Option<int> Draws,
    Option<string> BiasProduct,
    Option<int> Seed,
    Option<int> MaxWords
)
{
    private const int UsualMostWords = 100;

    // The pairs of so many words are a table of half a million rows.
    private static readonly NumberRange WordCounts = NumberRange.Whole(2, 1000, $"{UsualMostWords} is the default");

    public static InteractionOptions AddTo(Command command)
    {
        var options = new InteractionOptions(
            new("--method")
            {
                HelpName = "METHOD",
                Description =
                    string.Join("; ", OfferedInteractions.All.Select(method => $"{method.Name}: {method.Description}"))
                    + "; repeatable",
                DefaultValueFactory = _ => [ShapleyInteraction.Default.Name],
            },
            new("--exact")
            {
                Description = "Longest sentence whose sets of words shapley enumerates",
                DefaultValueFactory = _ => Shapley.UsualMostExact,
                HelpName = "N",
            },
            new("--draws")
            {
                Description =
                    "Of longer sentences, how often shapley puts the other words in order for each word, to and fro",
                DefaultValueFactory = _ => ShapleyInteraction.UsualDraws,
                HelpName = "N",
            },
            new("--bias-product")
            {
                Description =
                    "Where cd puts what the biases of an input gate and a candidate write together: rest, or phrase",
                DefaultValueFactory = _ => "rest",
            },
            new("--seed")
            {
                Description = "Where the orders of shapley come from",
                DefaultValueFactory = _ => 0,
                HelpName = "N",
            },
            new("--max-words")
            {
                Description = "Longest sentence whose pairs are looked at; its time grows with its square or more",
                DefaultValueFactory = _ => UsualMostWords,
                HelpName = "N",
            }
        );
        options.Method.AcceptOnlyFromAmong([.. OfferedInteractions.All.Select(method => method.Name)]);
        options.BiasProduct.AcceptOnlyFromAmong("rest", "phrase");
        foreach (var option in options.Uses.Select(use => use.Option).Prepend(options.Method).Append(options.MaxWords))
            command.Options.Add(option);
        return options;
    }

    /// <summary>The methods chosen, in their order, each once.</summary>
    /// <exception cref="FaultException">An option says nothing about them, or has a number that cannot be.</exception>
    public ImmutableArray<InteractionMethod> Read(ParseResult parsed)
    {
        var names = parsed.GetRequiredValue(Method).Distinct().ToImmutableArray();
        ImmutableArray<Fault> idle =
        [
            .. Uses.Where(use => parsed.GetResult(use.Option) is { Implicit: false } && !names.Contains(use.By))
                .Select(use => new Fault(
                    use.Option.Name,
                    $"it says nothing about {string.Join(", ", names)}, but about {use.By}",
                    "leave it out, or choose such a method"
                )),
        ];
        if (!idle.IsEmpty)
            throw new FaultException(idle);
        var (exact, draws, seed) = (parsed.GetValue(Exact), parsed.GetValue(Draws), parsed.GetValue(Seed));
        Validations
            .All([
                Shapley.ExactLengths.Check(Exact.Name, exact),
                ShapleyInteraction.DrawCounts.Check(Draws.Name, draws),
                WordCounts.Check(MaxWords.Name, parsed.GetValue(MaxWords)),
            ])
            .OrThrow();
        var biases = Enum.Parse<BiasProduct>(parsed.GetRequiredValue(BiasProduct), ignoreCase: true);
        return
        [
            .. names.Select(name =>
                name == ShapleyInteraction.Default.Name ? ShapleyInteraction.With(exact, draws, seed)
                : name == ContextualInteraction.Default.Name ? ContextualInteraction.With(biases)
                : HessianInteraction.Default
            ),
        ];
    }

    /// <summary>The sentence, if no more of it is read than is asked for.</summary>
    public LanguageExt.Validation<Fault, Sentence> Check(
        ParseResult parsed,
        RecurrentNetwork network,
        string place,
        Sentence sentence
    ) =>
        (network.StepsRead(sentence).Length, parsed.GetValue(MaxWords)) is var (length, most) && length <= most
            ? sentence
            : new Fault(
                place,
                $"it has {length} words that are read, where the pairs of at most {most} are looked at",
                $"shorten it, or give a larger {MaxWords.Name}"
            );

    private ImmutableArray<(Option Option, string By)> Uses =>
        [(Exact, "shapley"), (Draws, "shapley"), (BiasProduct, "cd"), (Seed, "shapley")];
}
