using System.CommandLine;
using System.Globalization;
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
var seed = new Option<int>("--seed") { Description = "Where the random numbers come from" };
var from = new Option<long>("--from") { Description = "The number of the first damaged file, to see one again" };
var root = new RootCommand(
    "Damages files of every kind and has them read: each is read or refused, soon and in little memory."
)
{
    seconds,
    mutations,
    reader,
    seed,
    from,
};
root.SetAction(parsed =>
{
    var readers = FuzzedReader
        .All(Fixtures())
        .Where(one => parsed.GetValue(reader) is { } name ? one.Name == name : !one.MayWait)
        .ToArray();
    var folder = Directory.CreateTempSubdirectory("lrp-fuzzing-").FullName;
    var sound = true;
    try
    {
        Console.Out.WriteLine("reader                 mutations      read  slowest ms  largest MB  faults");
        foreach (var one in readers)
        {
            var outcome = Fuzzing.Of(
                one,
                parsed.GetValue(seed),
                parsed.GetValue(from),
                parsed.GetValue(mutations),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                folder
            );
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{one.Name, -22} {outcome.Mutations, 9} {outcome.Read, 9} {outcome.Slowest.TotalMilliseconds, 11:F0} "
                        + $"{outcome.Largest / 1048576.0, 11:F1}  {outcome.Faults.Count}"
                )
            );
            foreach (var (kind, number) in outcome.Faults)
                Console.Out.WriteLine($"  file {number} of --reader \"{one.Name}\": {kind}");
            sound &= outcome.Faults.Count == 0;
        }
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }

    return sound ? 0 : 1;
});
return root.Parse(args).Invoke();

static string Fixtures()
{
    var folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "LrpFunctional.sln")))
        folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("this is not a checkout");
    return Path.Combine(folder, "tests", "LrpFunctional.Tests", "Formats", "Fixtures");
}
