using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Cli.Commands;

/// <summary>The options that divide a data set among machines, and what batch systems say of that themselves.</summary>
internal sealed record ShardOptions(Option<string?> Shard, Option<int?> Block)
{
    private const string SlurmTask = "SLURM_ARRAY_TASK_ID";
    private const string SlurmFirst = "SLURM_ARRAY_TASK_MIN";
    private const string SlurmStep = "SLURM_ARRAY_TASK_STEP";
    private const string SlurmCount = "SLURM_ARRAY_TASK_COUNT";
    private const string KubernetesTask = "JOB_COMPLETION_INDEX";

    private const string Expected = "i/n is expected, with i from 0 to n - 1, such as 3/8";
    private const string InName = "{shard}";

    public static ShardOptions AddTo(Command command)
    {
        var options = new ShardOptions(
            new("--shard")
            {
                Description =
                    "Take each n-th sentence from the i-th on, counted from 0; their numbers stay those of the whole, "
                    + "and lrp merge puts the tables together. With /n alone, i is the task's number from Slurm or "
                    + $"Kubernetes. {InName} in the name of an output is i-of-n "
                    + $"[default: {SlurmTask} of {SlurmCount}, else the whole]",
                HelpName = "i/n",
            },
            new("--block")
            {
                Description =
                    "Take blocks of so many sentences in place of single ones; a run that may be resumed keeps what "
                    + "it has after so many [default: 1, and 10 s]",
                HelpName = "N",
            }
        );
        command.Options.Add(options.Shard);
        command.Options.Add(options.Block);
        EmptyNames.Refuse(command, options.Shard);
        return options;
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<Option> All => [Shard, Block];

    /// <summary>The shard that is asked for, or that the batch system means.</summary>
    /// <exception cref="FaultException">There is no such shard, or the block is empty.</exception>
    public Shard Read(ParseResult parsed)
    {
        var block = parsed.GetValue(Block) ?? 1;
        if (block < 1)
            throw Fault($"{Block.Name} {block}", "a block is of one sentence or more", "leave it out for one");
        if (parsed.GetValue(Shard) is { } said)
            return Of(said, block);
        if (Variable(SlurmTask).IsNone || Variable(SlurmCount).Exists(count => count == 1))
            return new Shard(0, 1, block);
        var slurm = new Shard(Task(SlurmTask), Variable(SlurmCount).IfNone(() => throw NotSaid(SlurmCount)), block);
        Messages.Line(
            $"lrp: shard {slurm.Index}/{slurm.Count}, by {SlurmTask} and {SlurmCount}; {Shard.Name} 0/1 means the whole"
        );
        return slurm;
    }

    /// <summary>The name of an output of a shard.</summary>
    public static string Named(string path, Shard shard) =>
        path.Replace(InName, $"{Padded(shard.Index, shard.Count)}-of-{shard.Count}", StringComparison.Ordinal);

    private Shard Of(string said, int block)
    {
        var parts = said.Split('/');
        if (
            parts.Length != 2
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count < 1
        )
            throw Wrong(said);
        if (parts[0].Length == 0)
            return Variable(SlurmTask).IsSome ? OfArray(said, count, block)
                : Variable(KubernetesTask).IsSome ? Within(Task(KubernetesTask), KubernetesTask, count, block)
                : throw Fault(
                    $"{Shard.Name} {said}",
                    $"neither {SlurmTask} nor {KubernetesTask} says which of them is meant",
                    $"write i{said}"
                );
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count
            ? new Shard(index, count, block)
            : throw Wrong(said);
    }

    // The first task of an array that is a part of another, as of those that failed, would be another shard.
    private Shard OfArray(string said, int count, int block) =>
        Variable(SlurmCount).IfNone(count) is var tasks && tasks == count
            ? Within(Task(SlurmTask), SlurmTask, count, block)
            : throw Fault(
                SlurmCount,
                $"the array has {tasks} tasks, where {Shard.Name} {said} is of {count}",
                $"start all of its tasks: whole shards are left as they are; or write i{said}"
            );

    private Shard Within(int index, string name, int count, int block) =>
        index < count
            ? new Shard(index, count, block)
            : throw Fault(name, $"it means shard {index}, counted from 0, of {count}", $"correct {Shard.Name}");

    // Arrays of Slurm begin anywhere, and go by steps.
    private int Task(string name)
    {
        var number = Variable(name).IfNone(() => throw NotSaid(name));
        if (name != SlurmTask)
            return number;
        var (first, step) = (Variable(SlurmFirst).IfNone(0), Variable(SlurmStep).IfNone(1));
        var count = Variable(SlurmCount).IfNone(int.MaxValue);
        return step >= 1 && number >= first && (number - first) % step == 0 && (number - first) / step < count
            ? (number - first) / step
            : throw Fault(
                name,
                $"{number} is none of {count} tasks from {first} on by {step}, as the other variables say",
                $"say with {Shard.Name} which shard is meant"
            );
    }

    private static LanguageExt.Option<int> Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Fault(name, $"it is \"{text}\", where a whole number is expected", "correct the variable")
            : LanguageExt.Option<int>.None;

    private FaultException NotSaid(string name) =>
        Fault(name, "it is not set, where a whole number is expected", $"say with {Shard.Name} which shard is meant");

    private FaultException Wrong(string said) =>
        Fault($"{Shard.Name} {said}", $"it is no shard: {Expected}", "correct it");

    private static FaultException Fault(string place, string problem, string remedy) =>
        new(new Fault(place, problem, remedy));

    private static string Padded(int index, int count) =>
        index
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft((count - 1).ToString(CultureInfo.InvariantCulture).Length, '0');
}
