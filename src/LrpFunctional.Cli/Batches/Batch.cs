using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Formats.Batches;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Cli.Batches;

/// <summary>A run as one of many: its part of the data, and how it goes on when it is stopped.</summary>
/// <param name="Shard">The part of the data.</param>
/// <param name="Resumes">Whether it takes up what a stopped run left, and leaves what it has when it is stopped.</param>
/// <param name="CanBeResumed">Whether its files can be read again.</param>
/// <param name="HasManifest">Whether a manifest lies beside its tables.</param>
/// <param name="Block">How many sentences are kept at a time; else it goes by time.</param>
/// <param name="Start">What it is made from, by the files as they are when that is first asked for, unless one of them
/// cannot be read again.</param>
/// <param name="End">The same by what was read.</param>
internal sealed record Batch(
    Shard Shard,
    bool Resumes,
    bool CanBeResumed,
    bool HasManifest,
    Option<int> Block,
    Lazy<Validation<Fault, Manifest>> Start,
    Func<Manifest> End
)
{
    /// <summary>What it has to do with others of its kind.</summary>
    public Continuity Continuity => new(HasManifest, Resumes ? Start.Value.OrThrow() : Option<Manifest>.None);

    /// <summary>The sentences that are left to do.</summary>
    /// <param name="takenUp">How far a stopped run was.</param>
    public Portion Left(Option<Manifest> takenUp) =>
        new(Shard, takenUp.Match(manifest => manifest.Sentences, () => 0))
        {
            // An engine that divides a data set among pipes leaves some of them empty.
            MayBeEmpty = HasManifest || !CanBeResumed,
        };

    /// <summary>Where the tables go, output by output: one that is begun gets no second header.</summary>
    public static ImmutableArray<TextWriter> Writers(OutputFiles files) =>
        files.TakenUp.Match(
            manifest =>
                [
                    .. files.Writers.Zip(
                        manifest.Tables,
                        (writer, table) => table.Bytes > 0 ? new HeadlessWriter(writer) : writer
                    ),
                ],
            () => files.Writers
        );

    /// <summary>How many words had no vector in what a stopped run did.</summary>
    public static long WithoutVector(Option<Manifest> takenUp) =>
        takenUp.Bind(manifest => manifest.WithoutVector).IfNone(0);

    /// <summary>Whether there is nothing left to do, since the same run was here before; then it is said so.</summary>
    /// <exception cref="FaultException">Another shard lies at these places.</exception>
    public bool IsFinished(ImmutableArray<OutputFile> outputs)
    {
        var isFinished = HasManifest && CanBeResumed && FinishedRun.Is(outputs, () => Start.Value.OrThrow()) && Resumes;
        if (isFinished)
            Messages.Line($"lrp: {outputs[0].Path} is complete, by the same command; nothing is left to do");
        return isFinished;
    }

    /// <summary>What it was made from, once all is read.</summary>
    /// <exception cref="FaultException">A file changed while it was read.</exception>
    public Manifest Ended()
    {
        var end = End();
        if (Start.IsValueCreated && Start.Value.Case is Manifest start)
        {
            var changed = start.DifferencesFrom(
                "what is read",
                end,
                "it changed while it was read; run again without --resume"
            );
            if (!changed.IsEmpty)
                throw new FaultException(changed);
        }

        return end;
    }
}
