using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace LrpFunctional.Kills;

/// <summary>Runs of <c>lrp explain</c> over all shards of a data set that are stopped again and again.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">More arguments of each run.</param>
/// <param name="Shards">How many shards there are.</param>
/// <param name="Signals">The signals that stop runs.</param>
/// <param name="Folder">Where all files lie.</param>
internal sealed record Trial(
    ImmutableArray<string> Program,
    ImmutableArray<string> Arguments,
    int Shards,
    ImmutableArray<string> Signals,
    string Folder
)
{
    // So many stops in a row, and a machine is too busy for the moments that were drawn.
    private const int MostStops = 20;

    private static readonly ImmutableArray<string> Tables = ["out", "scores"];
    private static readonly ImmutableDictionary<string, int> Codes = new Dictionary<string, int>
    {
        ["KILL"] = 137,
        ["TERM"] = 143,
        ["INT"] = 130,
        ["HUP"] = 129,
    }.ToImmutableDictionary();

    /// <summary>What one run makes that nobody stops, and how long it takes.</summary>
    public Expected Unstopped()
    {
        Directory.CreateDirectory(At("shards"));
        var watch = Stopwatch.StartNew();
        Check(Run([.. Explain, .. Outputs(table => At($"whole-{table}.csv"))], Forever, ""));
        var took = watch.Elapsed;
        foreach (var shard in Enumerable.Range(0, Shards))
            Check(Run(OfShard(shard), Forever, ""));
        var bytes = Files(At("shards")).ToImmutableDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        return new Expected(
            [.. Tables.Select(table => File.ReadAllBytes(At($"whole-{table}.csv")))],
            bytes.Where(file => file.Key.EndsWith(".csv", StringComparison.Ordinal)).ToImmutableDictionary(),
            [.. bytes.Keys],
            took
        );
    }

    /// <summary>All shards once more, stopped now and then, and merged.</summary>
    public Tally Whole(Random random, Expected expected, Tally tally)
    {
        Directory.Delete(At("shards"), recursive: true);
        Directory.CreateDirectory(At("shards"));
        foreach (var shard in Enumerable.Range(0, Shards))
            tally = Shard(shard, random, expected, tally);
        var merged = Run(["merge", At("shards"), .. Outputs(table => At($"{table}.csv"))], Forever, "");
        if (merged.Code != 0)
            return tally.With($"merge: exit code {merged.Code}: {merged.Error}") with { Wholes = tally.Wholes + 1 };
        var others = Tables
            .Zip(expected.Wholes)
            .Where(pair => !File.ReadAllBytes(At($"{pair.First}.csv")).AsSpan().SequenceEqual(pair.Second))
            .Select(pair => $"whole {tally.Wholes}: {pair.First}.csv is not that of a run that nobody stopped");
        var left = Files(At("shards"))
            .Select(path => Path.GetFileName(path))
            .Except(expected.Names)
            .Select(name => $"whole {tally.Wholes}: {name} was left behind");
        return tally.With(others.Concat(left)) with { Wholes = tally.Wholes + 1 };
    }

    private Tally Shard(int shard, Random random, Expected expected, Tally tally)
    {
        for (var stops = 0; ; stops++)
        {
            var signal = Signals[random.Next(Signals.Length)];
            var moment = stops < MostStops ? expected.Took * 1.3 * random.NextDouble() : Forever;
            var keeps = Directory
                .GetDirectories(At("shards"), ".lrp-*")
                .Any(drafts => File.Exists(Path.Combine(drafts, "manifest.json")));
            var run = Run(["explain", "--resume", .. OfShard(shard)[1..]], moment, signal);
            tally = tally with { TakenUp = tally.TakenUp + (keeps ? 1 : 0) };
            tally = tally.With(
                Files(At("shards"))
                    .Where(path =>
                        expected.Tables.TryGetValue(Path.GetFileName(path), out var bytes)
                        && !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)
                    )
                    .Select(path =>
                        $"{Path.GetFileName(path)} is not whole after {signal} at {moment.TotalMilliseconds:F0} ms"
                    )
            );
            if (run.Code == 0)
                return tally;
            tally = tally with { Kills = tally.Kills + 1 };
            if (run.Code != Codes[signal])
                return tally.With(
                    $"exit code {run.Code} after {signal} at {moment.TotalMilliseconds:F0} ms: {run.Error}"
                );
        }
    }

    private ImmutableArray<string> Explain => ["explain", .. Arguments];

    private ImmutableArray<string> OfShard(int shard) =>
        [
            .. Explain,
            "--block",
            "20",
            "--shard",
            string.Create(CultureInfo.InvariantCulture, $"{shard}/{Shards}"),
            .. Outputs(table => At("shards", $"{table}.{{shard}}.csv")),
        ];

    private static IEnumerable<string> Outputs(Func<string, string> path) =>
        Tables.SelectMany(table => new[] { $"--{table}", path(table) });

    private string At(params ReadOnlySpan<string> path) => Path.Combine([Folder, .. path]);

    private static string[] Files(string folder) => Directory.GetFileSystemEntries(folder);

    private static TimeSpan Forever => TimeSpan.FromHours(1);

    private static void Check((int Code, string Error) run)
    {
        if (run.Code != 0)
            throw new InvalidOperationException($"exit code {run.Code}: {run.Error}");
    }

    private (int Code, string Error) Run(ImmutableArray<string> arguments, TimeSpan moment, string signal)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Program[0], [.. Program[1..], .. arguments])
            {
                RedirectStandardError = true,
                // A runtime that is killed leaves the sockets and pipes of its diagnostics behind.
                Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(moment))
        {
            using var kill = Process.Start(
                new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]) { RedirectStandardError = true }
            )!;
            kill.WaitForExit();
            process.WaitForExit();
        }

        return (process.ExitCode, error.GetAwaiter().GetResult());
    }
}

/// <summary>What a run makes that nobody stops.</summary>
/// <param name="Wholes">The tables of the whole.</param>
/// <param name="Tables">The tables of shards, by name.</param>
/// <param name="Names">All files of shards.</param>
/// <param name="Took">How long the whole takes.</param>
internal sealed record Expected(
    ImmutableArray<byte[]> Wholes,
    ImmutableDictionary<string, byte[]> Tables,
    ImmutableArray<string> Names,
    TimeSpan Took
);
