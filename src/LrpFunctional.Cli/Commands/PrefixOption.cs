using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;
using LrpFunctional.Networks;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that asks what was predicted after each word, and why.</summary>
internal sealed record PrefixOption(Option<bool> Prefixes)
{
    public static PrefixOption AddTo(Command command)
    {
        var option = new Option<bool>("--prefixes")
        {
            Description =
                "Explain the prediction after each word or step: after the first, the first two, and so on "
                + "to the end; a column prefix says how many",
        };
        command.Options.Add(option);
        return new PrefixOption(option);
    }

    /// <summary>What the tables say of a sentence besides its number and name.</summary>
    /// <exception cref="FaultException">The model pads sentences: what it reads of a prefix is no prefix of what it
    /// reads.</exception>
    public ImmutableArray<SentenceColumn> Columns(ParseResult parsed, StoredModel model) =>
        !parsed.GetValue(Prefixes) ? []
        : model.Config.Padding.IsNone ? [SentenceColumn.Prefix]
        : throw new FaultException(
            new Fault(
                Prefixes.Name,
                "the model's padding (config.json) gives each prefix words of its own in other places",
                "give each prefix as a sentence"
            )
        );

    /// <summary>
    /// The explanations of each prefix of each sentence, or of each sentence as the one prefix that is asked for.
    /// </summary>
    public IEnumerable<PrefixExplanations> Explain(
        ParseResult parsed,
        ImmutableArray<Method> methods,
        RecurrentNetwork network,
        IEnumerable<Sentence> sentences,
        Target target,
        ExplainOptions options,
        CancellationToken cancellation
    ) =>
        parsed.GetValue(Prefixes)
            ? Explanations.Prefixes.Explain(methods, network, sentences, target, options, cancellation)
            : Pipelines.Explain(methods, network, sentences, target, options, cancellation).Select(Whole);

    /// <summary>The explanations of a whole sentence.</summary>
    public static PrefixExplanations Whole(ImmutableArray<Explanation> explanations, int place) =>
        new(place, explanations[0].Prediction.Sentence, explanations);
}
