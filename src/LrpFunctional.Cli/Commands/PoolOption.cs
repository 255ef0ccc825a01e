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
                "For a model that reads numbers: one row for each step and feature, or the sum of the "
                + "features of each step [default: none; step for words]",
        };
        option.AcceptOnlyFromAmong(None, Step);
        command.Options.Add(option);
        return new PoolOption(option);
    }

    /// <summary>What the methods are asked for, and the table that takes it.</summary>
    /// <exception cref="FaultException">The features of words are asked for, or those of a method that has
    /// none.</exception>
    public Pooling Read(ParseResult parsed, RecurrentNetwork network, ImmutableArray<Method> methods) =>
        (network.ReadsNumbers, parsed.GetValue(Pool)) switch
        {
            (false, None) => throw new FaultException(
                new Fault(
                    $"{Pool.Name} {None}",
                    "the model reads words, which have no features of their own",
                    "leave it out, or choose a model that reads numbers"
                )
            ),
            (false, _) => new Pooling(Detail.Words, (writer, columns, more) => new WordTable(writer, columns, more)),
            (true, Step) => new Pooling(Detail.Words, (writer, columns, more) => new StepTable(writer, columns, more)),
            _ => methods.FirstOrDefault(method => !method.HasFeatures) is { } whole
                ? throw new FaultException(
                    new Fault(
                        $"--method {whole.Name}",
                        "it speaks of whole steps, not of their features",
                        $"add {Pool.Name} {Step}, or choose another method"
                    )
                )
                : new Pooling(Detail.Features, (writer, columns, more) => new FeatureTable(writer, columns, more)),
        };

    /// <summary>Whether a method has the numbers that are asked for: all do, unless those of features are.</summary>
    public Func<Method, bool> Fits(ParseResult parsed, RecurrentNetwork network, bool ofWords) =>
        network.ReadsNumbers && ofWords && parsed.GetValue(Pool) != Step ? method => method.HasFeatures : _ => true;

    /// <summary>What methods are asked for, and what becomes of their explanations.</summary>
    internal sealed record Pooling(
        Detail Detail,
        Func<TextWriter, ImmutableArray<RelevanceColumn>, ImmutableArray<SentenceColumn>, IRelevanceTable> Table
    );
}
