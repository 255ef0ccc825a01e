using System.Collections.Immutable;
using System.CommandLine;
using LrpFunctional.Kills;

var kills = new Option<int>("--kills")
{
    Description = "Stop when so many runs were killed",
    DefaultValueFactory = _ => 1000,
};
var wholes = new Option<int>("--wholes")
{
    Description = "Stop when the whole was made so often",
    DefaultValueFactory = _ => int.MaxValue,
};
var shards = new Option<int>("--shards") { Description = "How many shards there are", DefaultValueFactory = _ => 3 };
var signals = new Option<string[]>("--signal")
{
    Description = "The signals, one of which is drawn each time",
    DefaultValueFactory = _ => ["KILL", "KILL", "TERM", "INT", "HUP"],
};
var seed = new Option<int>("--seed") { Description = "Where the random numbers come from" };
var lrp = new Option<string?>("--lrp") { Description = "The program [default: that of this checkout, in Release]" };
var rest = new Argument<string[]>("ARGUMENTS")
{
    Description = "More arguments of lrp explain, behind --, such as --data FILE",
    Arity = ArgumentArity.ZeroOrMore,
};
var root = new RootCommand(
    "Stops lrp explain at random moments until it is through with all shards, merges them, and compares the bytes with "
        + "those of a run that nobody stopped."
)
{
    kills,
    wholes,
    shards,
    signals,
    seed,
    lrp,
    rest,
};
root.SetAction(parsed =>
{
    var folder = Directory.CreateTempSubdirectory("lrp-kills-").FullName;
    try
    {
        var program = parsed.GetValue(lrp) is { } path ? [path] : ImmutableArray.Create("dotnet", Built());
        var trial = new Trial(
            program,
            [.. parsed.GetValue(rest) ?? []],
            parsed.GetValue(shards),
            [.. parsed.GetValue(signals)!],
            folder
        );
        var random = new Random(parsed.GetValue(seed));
        var expected = trial.Unstopped();
        var tally = Tally.None;
        while (tally.Kills < parsed.GetValue(kills) && tally.Wholes < parsed.GetValue(wholes))
        {
            tally = trial.Whole(random, expected, tally);
            if (tally.Wholes % 10 == 0)
                Console.Error.WriteLine(tally);
        }

        Console.Out.WriteLine(tally);
        foreach (var fault in tally.Faults)
            Console.Out.WriteLine($"  {fault}");
        return tally.Faults.IsEmpty ? 0 : 1;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
});
return root.Parse(args).Invoke();

static string Built()
{
    var folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "LrpFunctional.sln")))
        folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("this is not a checkout");
    return Path.Combine(folder, "src", "LrpFunctional.Cli", "bin", "Release", "net10.0", "lrp.dll");
}
