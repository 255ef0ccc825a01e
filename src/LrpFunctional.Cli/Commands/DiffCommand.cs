using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Tables;
using LrpFunctional.Laboratory.Guard;

namespace LrpFunctional.Cli.Commands;

/// <summary><c>lrp diff</c>: did explanations change from one table to another?</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var before = new Argument<string>("A") { Description = "The table as it was, of lrp explain --out" };
        var now = new Argument<string>("B") { Description = "The table as it is" };
        var command = new Command(
            "diff",
            "Compare two tables that lrp explain --out wrote: which explanations changed, and how far. Two models are "
                + "compared by explaining with each, and comparing the two tables. The exit code is 3 where they do "
                + "not agree."
        )
        {
            before,
            now,
        };
        EmptyNames.Refuse(command, before, now);
        var guard = GuardOptions.AddTo(command);
        var limit = LimitOption.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                Task.Run(
                    () =>
                    {
                        var (was, isNow) = (parsed.GetRequiredValue(before), parsed.GetRequiredValue(now));
                        var (tolerance, limits) = (guard.ReadTolerance(parsed), limit.Read(parsed));
                        ImmutableArray<InputFile> inputs =
                        [
                            InputFile.Of(before.Name, was),
                            InputFile.Of(now.Name, isNow),
                        ];
                        using var sheets = guard.Open(parsed, inputs, cancellation);
                        var drift = KeptTableReader
                            .Read(was, limits)
                            .Bind(earlier =>
                                KeptTableReader.Read(isNow, limits).Bind(later => Drift.Of(earlier, later, tolerance))
                            )
                            .OrThrow();
                        sheets.Complete(drift, $"{was} and {isNow}", folder => RunRecord.Of(folder, inputs));
                        return drift.Agrees ? 0 : ExitCode.Moved;
                    },
                    CancellationToken.None
                )
        );
        return command;
    }
}
