using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Networks;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that say what has a row where a tokenizer makes pieces of words.</summary>
internal sealed record GranularityOption(Option<string?> Granularity, Option<string?> Merge)
{
    private const string Piece = "piece";
    private const string Word = "word";
    private const string Sentence = "sentence";
    private const string Sum = "sum";
    private const string Maximum = "max";

    public static GranularityOption AddTo(Command command)
    {
        var options = new GranularityOption(
            new("--granularity")
            {
                Description =
                    "What has a row: each piece that the tokenizer makes, the pieces of each word together, or those "
                    + "of the sentence [default: piece]",
            },
            new("--merge")
            {
                Description =
                    "With --granularity: the sum of the pieces, or the one that is farthest from 0 [default: sum]",
            }
        );
        options.Granularity.AcceptOnlyFromAmong(Piece, Word, Sentence);
        options.Merge.AcceptOnlyFromAmong(Sum, Maximum);
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        return options;
    }

    /// <summary>All of them.</summary>
    public Option[] All => [Granularity, Merge];

    /// <summary>Whether pieces are merged.</summary>
    public bool IsMerged(ParseResult parsed) => parsed.GetValue(Granularity) is not (null or Piece);

    /// <summary>The table of what pieces are merged to, or that of pieces.</summary>
    /// <exception cref="FaultException">The model reads numbers, or nothing is merged.</exception>
    public PoolOption.Pooling Read(ParseResult parsed, RecurrentNetwork network, Func<PoolOption.Pooling> pieces)
    {
        var (runs, merge) = ReadRuns(parsed, network, Piece);
        return !IsMerged(parsed)
            ? pieces()
            : new PoolOption.Pooling(
                Detail.Words,
                (writer, columns, more) => new MergedTable(writer, runs, merge, columns, more)
            );
    }

    /// <summary>What is drawn as one word, and what its pieces are together.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="network">The network.</param>
    /// <param name="usual">What has a row where nothing is said.</param>
    /// <exception cref="FaultException">The model reads numbers, or nothing is merged.</exception>
    public (Granularity Runs, Merge Merge) ReadRuns(ParseResult parsed, RecurrentNetwork network, string usual = Word)
    {
        var given = parsed.GetValue(Granularity);
        var granularity = given ?? usual;
        if (parsed.GetValue(Merge) is not null && granularity == Piece)
            throw new FaultException(
                new Fault(Merge.Name, "nothing is merged", $"add {Granularity.Name} {Word}, or leave it out")
            );
        if (given is not null && network.ReadsNumbers)
            throw new FaultException(
                new Fault(
                    $"{Granularity.Name} {granularity}",
                    "the model reads numbers, which are no pieces of words",
                    "leave it out; --pool step adds up the features of each step"
                )
            );
        return (
            granularity switch
            {
                Piece => Granularities.Pieces,
                Word => Granularities.Words,
                _ => Granularities.Sentences,
            },
            parsed.GetValue(Merge) == Maximum ? Merges.SignedMaximum : Merges.Sum
        );
    }
}
