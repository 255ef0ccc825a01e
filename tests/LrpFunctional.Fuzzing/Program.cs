using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using LrpFunctional;
using LrpFunctional.Fuzzing;

var seconds = new Option<double>("--seconds")
{
    Description = "How long each reader gets at most",
    DefaultValueFactory = _ => 5,
};
var mutations = new Option<long>("--mutations")
{
    Description = "How many damaged files each reader gets at most",
    DefaultValueFactory = _ => 1_000_000,
};
var reader = new Option<string?>("--reader") { Description = "The name of the one reader that is meant" };
var workers = new Option<int>("--workers")
{
    Description = "How many readers are tried at once",
    DefaultValueFactory = _ => Environment.ProcessorCount,
};
var seed = new Option<int>("--seed") { Description = "Where the random numbers come from" };
var from = new Option<long>("--from") { Description = "The number of the first damaged file, to see one again" };
var begin = new Option<string?>("--seeds")
{
    Description = "A folder in which the whole files of --reader are written, for AFL to begin with",
};
var afl = new Option<bool>("--afl") { Description = "Reads what AFL sends to --reader" };
var root = new RootCommand(
    "Damages files of every kind and has them read: each is read or refused, soon and in little memory."
)
{
    seconds,
    mutations,
    reader,
    workers,
    seed,
    from,
    begin,
    afl,
};
root.SetAction(parsed =>
{
    ImmutableArray<FuzzedReader> Readers() => Named(parsed.GetValue(reader));
    var folder = Directory.CreateTempSubdirectory("lrp-fuzzing-").FullName;
    var faults = 0;
    try
    {
        if (parsed.GetValue(afl))
        {
            Afl.Run(() => Readers()[0], folder);
            return 0;
        }

        if (parsed.GetValue(begin) is { } seeds)
        {
            Afl.Begin(Readers()[0], seeds);
            return 0;
        }

        var readers = Readers();
        Console.Out.WriteLine("reader                 mutations      read  slowest ms  largest MB  faults");
        Parallel.ForEach(
            Partitioner.Create(readers, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = parsed.GetValue(workers) },
            one =>
            {
                var outcome = Fuzzing.Of(
                    one,
                    parsed.GetValue(seed),
                    parsed.GetValue(from),
                    parsed.GetValue(mutations),
                    TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                    Directory.CreateDirectory(Path.Combine(folder, one.Name)).FullName
                );
                Interlocked.Add(ref faults, outcome.Faults.Count);
                Console.Out.WriteLine(Line(one, outcome));
            }
        );
    }
    catch (FaultException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 2;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }

    return faults == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();

static ImmutableArray<FuzzedReader> Named(string? name)
{
    var all = FuzzedReader.All(Fixtures());
    if (name is null)
        return all;
    return all.FirstOrDefault(one => one.Name == name) is { } found
        ? [found]
        : throw new FaultException(
            new Fault("--reader", $"there is no reader \"{name}\"", "take one of those that are named where none is")
        );
}

static string Line(FuzzedReader reader, Outcome outcome) =>
    string.Create(
        CultureInfo.InvariantCulture,
        $"{reader.Name, -22} {outcome.Mutations, 9} {outcome.Read, 9} {outcome.Slowest.TotalMilliseconds, 11:F0} "
            + $"{outcome.Largest / 1048576.0, 11:F1}  {outcome.Faults.Count}"
    )
    + string.Concat(
        outcome.Faults.Select(fault =>
            $"{Environment.NewLine}  file {fault.Value} of --reader \"{reader.Name}\": {fault.Key}"
        )
    );

static string Fixtures()
{
    var folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "LrpFunctional.sln")))
        folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("this is not a checkout");
    return Path.Combine(folder, "tests", "LrpFunctional.Tests", "Formats", "Fixtures");
}
