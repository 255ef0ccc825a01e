using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory.Guard;
using LrpFunctional.Methods;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp check</c>: are today's explanations those that were written earlier?</summary>
internal static class CheckCommand
{
    // What methods start from has another name here.
    private const string OfMethods = "--reference";
    private const string Today = "today's explanations";

    public static Command Create()
    {
        var command = new Command(
            "check",
            "Explain as lrp explain does, and compare with a table that it wrote earlier: which explanations changed, "
                + "and how far. The exit code is 3 where they do not agree."
        );
        var baseline = new Option<string?>("--baseline")
        {
            Description = "The table to compare with, of lrp explain --out with the same options",
            HelpName = "FILE",
        };
        command.Options.Add(baseline);
        EmptyNames.Refuse(command, baseline);
        var guard = GuardOptions.AddTo(command);
        var explained = ExplainingOptions.AddTo(command, OfMethods);
        var spans = SpanOption.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var path =
                            parsed.GetValue(baseline)
                            ?? throw new FaultException(
                                new Fault(
                                    baseline.Name,
                                    "it is missing, where a table of explanations is expected",
                                    "write one with lrp explain --out, and name it"
                                )
                            );
                        var tolerance = guard.ReadTolerance(parsed);
                        var before = KeptTableReader.Read(path, explained.Input.Model.Limit.Read(parsed)).OrThrow();
                        var explaining = explained.Read(parsed, Lrp.With, [], spans.Read(parsed, explained), []);
                        var (model, methods) = (explaining.Model, explaining.Methods);
                        var pooling = SpanOption.Pooling(explained, parsed, explaining);
                        IRelevanceTable Table(TextWriter writer) => pooling.Table(writer, [], explaining.More);
                        var shape = KeptTableReader.Shape(Today, Table, [.. methods.Select(method => method.Name)]) with
                        {
                            Phrases = explaining.Phrases,
                        };
                        before.Shape.Check(shape).OrThrow();
                        var run = explained.Run(parsed, explaining, guard.Paths(parsed), pooling.Detail, cancellation);
                        ImmutableArray<InputFile> inputs = [.. run.Inputs, InputFile.Of(baseline.Name, path)];
                        using var sheets = guard.Open(parsed, inputs, cancellation);
                        var progress = new Progress(
                            model,
                            explained.Input.Written.ReadPadding(parsed),
                            "",
                            run.Options.Precision,
                            cancellation
                        );
                        var now = new KeptTable(
                            shape,
                            [
                                .. Sentences(progress.Follow(run.Explanations))
                                    .Select(
                                        (explanations, at) => KeptTableReader.Kept(Today, Table, at + 1, explanations)
                                    ),
                            ]
                        );
                        progress.End();
                        var drift = Drift.Of(before, now, tolerance).OrThrow();
                        var ofAll = explained.Input.Position.IsAll(parsed);
                        sheets.Complete(
                            drift,
                            $"{path} and {Today}",
                            folder => explaining.Record(folder, inputs, ofAll, progress)
                        );
                        return drift.Agrees ? 0 : ExitCode.Moved;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }

    // The prefixes of a sentence come one after the other, the whole last.
    private static IEnumerable<ImmutableArray<Explanation>> Sentences(IEnumerable<PrefixExplanations> prefixes)
    {
        var sentence = ImmutableArray.CreateBuilder<Explanation>();
        foreach (var prefix in prefixes)
        {
            sentence.AddRange(prefix.Explanations);
            if (prefix.IsWhole)
                yield return sentence.DrainToImmutable();
        }
    }
}
