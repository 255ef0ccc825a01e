using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Methods;
using LrpFunctional.Networks;

namespace LrpFunctional.Cli.Commands;

/// <summary>The option that says whether the features of a step are added up.</summary>
internal sealed record PoolOption(Option<string?> Pool)
{
    private const string Step = "step";
    private const string None = "none";

    public static PoolOption AddTo(Command command)
    {
        var option = new Option<string?>("--pool")
        {
            Description =
                "One row for each step and feature, of words for each number of their vectors (none), or the sum "
                + "of the features of each step or word (step) [default: none for a model that reads numbers; step for words]",
        };
        option.AcceptOnlyFromAmong(None, Step);
        command.Options.Add(option);
        return new PoolOption(option);
    }

    /// <summary>What the methods are asked for, and the table that takes it.</summary>
    /// <exception cref="FaultException">Features are asked for of a method that has none.</exception>
    public Pooling Read(ParseResult parsed, RecurrentNetwork network, ImmutableArray<Method> methods) =>
        (network.ReadsNumbers, parsed.GetValue(Pool)) switch
        {
            (false, not None) => new Pooling(
                Detail.Words,
                (writer, columns, more) => new WordTable(writer, columns, more)
            ),
            (true, Step) => new Pooling(Detail.Words, (writer, columns, more) => new StepTable(writer, columns, more)),
            (var readsNumbers, _) => methods.FirstOrDefault(method => !method.HasFeatures) is { } whole
                ? throw new FaultException(
                    new Fault(
                        $"--method {whole.Name}",
                        $"it speaks of whole {(readsNumbers ? "steps" : "words")}, not of their features",
                        $"{(readsNumbers ? "add" : "say")} {Pool.Name} {Step}, or choose another method"
                    )
                )
                : new Pooling(Detail.Features, (writer, columns, more) => new FeatureTable(writer, columns, more)),
        };

    /// <summary>What the methods are asked for where it is drawn.</summary>
    /// <exception cref="FaultException">The features of words are asked for, or those of a method that has
    /// none.</exception>
    public Detail ReadDrawn(ParseResult parsed, RecurrentNetwork network, ImmutableArray<Method> methods) =>
        IsOfVectors(parsed, network)
            ? throw new FaultException(
                new Fault(
                    $"{Pool.Name} {None}",
                    "words are drawn whole, without the numbers of their vectors",
                    "leave it out, or write a table with lrp explain"
                )
            )
            : Read(parsed, network, methods).Detail;

    /// <summary>Whether the numbers of words' vectors are asked for.</summary>
    public bool IsOfVectors(ParseResult parsed, RecurrentNetwork network) =>
        !network.ReadsNumbers && parsed.GetValue(Pool) == None;

    /// <summary>Whether a method has the numbers that are asked for: all do, unless those of features are.</summary>
    public Func<Method, bool> Fits(ParseResult parsed, RecurrentNetwork network, bool ofWords) =>
        IsOfVectors(parsed, network) || (network.ReadsNumbers && ofWords && parsed.GetValue(Pool) != Step)
            ? method => method.HasFeatures
            : _ => true;

    /// <summary>What methods are asked for, and what becomes of their explanations.</summary>
    internal sealed record Pooling(
        Detail Detail,
        Func<TextWriter, ImmutableArray<RelevanceColumn>, ImmutableArray<SentenceColumn>, IRelevanceTable> Table
    );
}
