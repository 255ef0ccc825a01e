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

    /// <summary>The table of what pieces are merged to, or that of pieces.</summary>
    /// <exception cref="FaultException">The model reads numbers, or nothing is merged.</exception>
    public PoolOption.Pooling Read(ParseResult parsed, RecurrentNetwork network, Func<PoolOption.Pooling> pieces)
    {
        var granularity = parsed.GetValue(Granularity);
        if (parsed.GetValue(Merge) is not null && granularity is (null or Piece))
            throw new FaultException(
                new Fault(Merge.Name, "nothing is merged", $"add {Granularity.Name} {Word}, or leave it out")
            );
        if (granularity is null)
            return pieces();
        if (network.ReadsNumbers)
            throw new FaultException(
                new Fault(
                    $"{Granularity.Name} {granularity}",
                    "the model reads numbers, which are no pieces of words",
                    "leave it out; --pool step adds up the features of each step"
                )
            );
        if (granularity == Piece)
            return pieces();
        Explanations.Granularity runs = granularity == Word ? Granularities.Words : Granularities.Sentences;
        Explanations.Merge merge = parsed.GetValue(Merge) == Maximum ? Merges.SignedMaximum : Merges.Sum;
        return new PoolOption.Pooling(Detail.Words, (writer, more) => new MergedTable(writer, runs, merge, more));
    }
}
