using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Outputs;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp merge</c>: the tables of all shards in, those of the whole out.</summary>
internal static class MergeCommand
{
    private const double Mega = 1e6;

    public static Command Create()
    {
        var command = new Command(
            "merge",
            "Put the tables of all shards of a run together; the rows are those of one run over the whole."
        );
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Folders of shards, or the tables or manifests of each of them",
            Arity = ArgumentArity.OneOrMore,
        };
        ImmutableArray<Option<string?>> outputs =
        [
            .. from name in ImmutableArray.Create("--out", "--scores", "--totals", "--ledger", "--states")
            select new Option<string?>(name)
            {
                Description =
                    name == "--out"
                        ? "File for the whole table of --out; - is standard output [one of these files is required]"
                        : $"The same for that of {name}",
                HelpName = "FILE",
            },
        ];
        var tables = TableOption.AddTo(command);
        command.Arguments.Add(paths);
        foreach (var option in outputs)
            command.Options.Add(option);
        EmptyNames.Refuse(command, [paths, .. outputs]);
        command.Validators.Add(result =>
        {
            if (outputs.All(option => result.GetResult(option) is null))
                result.AddError("--out is not given, where the file for the whole table is expected");
        });
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var shards = Shards.Find([.. parsed.GetRequiredValue(paths)]).OrThrow();
                        ImmutableArray<OutputFile> asked =
                        [
                            .. from option in outputs
                            where parsed.GetValue(option) is not null
                            select tables.File(parsed, option.Name, parsed.GetValue(option)!),
                        ];
                        Merge(shards, asked, tables.Table.Name, cancellation);
                        return 0;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    private static void Merge(
        Shards shards,
        ImmutableArray<OutputFile> outputs,
        string format,
        CancellationToken cancellation
    )
    {
        ImmutableArray<(OutputFile Output, ImmutableArray<ShardFile> Files)> merged =
        [
            .. outputs.Select(output => (output, shards.Tables(output.Option, format))),
        ];
        ImmutableArray<Fault> unknown =
        [
            .. merged
                .Where(one => one.Files.IsEmpty)
                .Select(one => new Fault(
                    one.Output.Option,
                    $"the shards have no such table, but those of {string.Join(", ", shards.Options)}",
                    "leave it out, or run the shards with it"
                )),
        ];
        if (!unknown.IsEmpty)
            throw new FaultException(unknown);
        ImmutableArray<InputFile> inputs =
        [
            .. from one in merged
            from file in one.Files
            select new InputFile(one.Output.Option, file.Path, () => file.Table.Sha256.IfNone("")),
        ];
        using var files = OutputFiles.Create(outputs, inputs, cancellation);
        var progress = new Bytes(merged.Sum(one => one.Files.Sum(file => file.Table.Bytes)));
        foreach (var (one, stream) in merged.Zip(files.Streams))
            Merging.Write(one.Files, stream, progress.Add, cancellation);
        files.Complete(folder => RunRecord.Of(folder, inputs));
        progress.End(shards.Manifests.Length, shards.Manifests.Sum(shard => (long)shard.Manifest.Sentences));
    }

    /// <summary>Shows how much is done while somebody reads along.</summary>
    private sealed class Bytes(long all)
    {
        private const long Step = 50_000_000;

        private long _done;
        private long _shown;

        public void Add(long bytes)
        {
            _done += bytes;
            if (_done - _shown < Step || !Messages.OnTerminal)
                return;
            _shown = _done;
            Messages.Passing(string.Create(CultureInfo.InvariantCulture, $"{_done / Mega:N0} of {all / Mega:N0} MB …"));
        }

        public void End(int shards, long sentences)
        {
            if (Messages.OnTerminal)
                Messages.Line(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sentences:N0} sentences of {shards:N0} shards, {all / Mega:N1} MB"
                    )
                );
        }
    }
}
