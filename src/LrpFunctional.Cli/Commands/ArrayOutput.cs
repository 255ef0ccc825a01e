using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Cli.Batches;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.Tables;

namespace LrpFunctional.Cli.Commands;

/// <summary>Relevances as an array in the shape of the input.</summary>
internal static class ArrayOutput
{
    private const string Ending = ".npy";
    private const string EndingOfSeveral = ".npz";

    /// <summary>Whether a file is to be one, or to hold one for each sequence.</summary>
    public static bool Is(string path) => Ends(path, Ending) || Ends(path, EndingOfSeveral);

    /// <summary>The array as a sheet of a run.</summary>
    /// <exception cref="FaultException">Rows of it are no steps of whole sequences.</exception>
    public static ImmutableArray<Sheet> Of(
        ParseResult parsed,
        Option<string?> output,
        TableOption tables,
        Batch batch,
        ExplainingOptions explained,
        Explaining explaining,
        Detail detail
    )
    {
        var path = parsed.GetRequiredValue(output)!;
        if (tables.IsGiven(parsed))
            throw new FaultException(
                new Fault(
                    $"{output.Name} {path}",
                    $"it ends in {Ending}, which is an array, where {parsed.GetValue(tables.Table)} is asked for",
                    $"name it otherwise, or leave {tables.Table.Name} out"
                )
            );
        if (batch.HasManifest)
            throw new FaultException(
                new Fault($"{output.Name} {path}", "an array has no shards, and is not resumed", "write a table")
            );
        var (position, granularity) = (explained.Input.Position.Position, explained.Granularity.Granularity);
        var others = new Option[] { explained.Prefixes.Prefixes, position, granularity };
        if (others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } other)
            throw new FaultException(
                new Fault($"{output.Name} {path}", $"an array does not go together with {other.Name}", "write a table")
            );
        if (!explaining.Phrases.IsEmpty)
            throw new FaultException(new Fault($"{output.Name} {path}", "an array has no phrases", "write a table"));
        var sizes = detail == Detail.Features ? StepSizes(parsed, explained, explaining) : [];
        return
        [
            new Sheet(
                output.Name,
                path,
                (_, stream) =>
                    Ends(path, EndingOfSeveral)
                        ? ExplainCommand.Each(new RelevanceArchive($"{output.Name} {path}", stream, sizes))
                    : stream.CanSeek ? ExplainCommand.Each(new RelevanceArray($"{output.Name} {path}", stream, sizes))
                    : throw new FaultException(
                        new Fault(
                            $"{output.Name} {path}",
                            "it is a pipe, and an array begins with its size",
                            "name a file"
                        )
                    )
            ),
        ];
    }

    private static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<int> StepSizes(ParseResult parsed, ExplainingOptions explained, Explaining explaining)
    {
        var data = parsed.GetValue(explained.Input.Data);
        return
            data is not null
            && data != InputOptions.Pipe
            && explained.Input.Written.ReadFormat(parsed, data) == SentenceFormat.NumPy
            ? SentenceFormat.StepSizes(data, explained.Input.Model.Limit.Read(parsed))
            : [explaining.Model.Network.StepSize];
    }
}
