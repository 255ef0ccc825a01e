using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>A data set that is divided among machines and merged gives the bytes of one run.</summary>
public sealed class ShardedRunTests : IDisposable
{
    private static readonly string[] Tables = ["out", "scores", "totals", "ledger"];

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 25)]
    public async Task Merged_shards_are_the_bytes_of_one_run(int count, int block)
    {
        await Explain([], name => $"whole-{name}.csv");
        foreach (var shard in Enumerable.Range(0, count))
            await Explain(
                ["--shard", $"{shard}/{count}", "--block", $"{block}"],
                name => Path.Combine("shards", $"{name}.{{shard}}.csv")
            );
        await Succeed([
            "merge",
            _sandbox.At("shards"),
            .. Tables.SelectMany(name => new[] { $"--{name}", _sandbox.At($"{name}.csv") }),
        ]);
        Assert.All(
            Tables,
            name =>
                Assert.Equal(
                    File.ReadAllBytes(_sandbox.At($"whole-{name}.csv")),
                    File.ReadAllBytes(_sandbox.At($"{name}.csv"))
                )
        );
    }

    [Fact]
    public async Task Scores_are_merged_by_the_tables_that_are_named()
    {
        foreach (var shard in new[] { "0/2", "1/2" })
            await Succeed("predict", "--shard", shard, "--out", _sandbox.At("scores.{shard}.csv"));
        await Succeed("predict", "--out", _sandbox.At("whole.csv"));
        string[] shards = [_sandbox.At("scores.1-of-2.csv"), _sandbox.At("scores.0-of-2.csv")];
        await Succeed(["merge", .. shards, "--out", _sandbox.At("scores.csv")]);
        Assert.Equal(File.ReadAllBytes(_sandbox.At("whole.csv")), File.ReadAllBytes(_sandbox.At("scores.csv")));
    }

    [Fact]
    public async Task Words_with_quotes_and_line_feeds_stay_in_their_rows()
    {
        var data = _sandbox.Write(
            "data.jsonl",
            string.Concat(
                Enumerable
                    .Range(0, 9)
                    .Select(at => $$"""{"id": "{{at}},\"x\"", "words": ["a\"b", "c\nd", "2,3", "film"]}""" + "\n")
            )
        );
        string[] same = ["explain", "--data", data, "--unknown", "unk"];
        await Succeed([.. same, "--out", _sandbox.At("whole.csv")]);
        Directory.CreateDirectory(_sandbox.At("shards"));
        foreach (var shard in new[] { "0/2", "1/2" })
            await Succeed([.. same, "--shard", shard, "--out", _sandbox.At("shards", "{shard}.csv")]);
        await Succeed("merge", _sandbox.At("shards"), "--out", _sandbox.At("merged.csv"));
        Assert.Equal(File.ReadAllBytes(_sandbox.At("whole.csv")), File.ReadAllBytes(_sandbox.At("merged.csv")));
    }

    [Fact]
    public async Task Shards_without_sentences_succeed_and_so_does_no_data_at_all()
    {
        var data = _sandbox.Write("data.csv", "id,text\nx,a film\n");
        Directory.CreateDirectory(_sandbox.At("shards"));
        foreach (var shard in Enumerable.Range(0, 3))
            await Succeed(
                "explain",
                "--data",
                data,
                "--shard",
                $"{shard}/3",
                "--out",
                _sandbox.At("shards", $"{shard}")
            );
        await Succeed("explain", "--data", data, "--out", _sandbox.At("whole.csv"));
        await Succeed("merge", _sandbox.At("shards"), "--out", _sandbox.At("merged.csv"));
        Assert.Equal(File.ReadAllBytes(_sandbox.At("whole.csv")), File.ReadAllBytes(_sandbox.At("merged.csv")));

        var empty = await LrpCommand.RunWith("", "explain", "--data", "-");
        Assert.Equal(
            (0, "sentence,position,word,label,predicted,target,method,relevance\n"),
            (empty.ExitCode, empty.StandardOutput)
        );
        var nothing = _sandbox.Write("nothing.txt", "");
        Assert.Equal(0, (await LrpCommand.Run("explain", "--data", nothing, "--shard", "0/1")).ExitCode);
        var refused = await LrpCommand.Run("explain", "--data", nothing);
        Assert.Equal(
            (2, $"lrp: {nothing}: there is no sentence; write at least one\n"),
            (refused.ExitCode, refused.StandardError)
        );
    }

    [Fact]
    public async Task A_fault_is_that_of_the_shard_that_it_lies_in()
    {
        var data = _sandbox.Write("data.txt", "1\ta | film\n9\ta | film\n1\ta | film\n");
        Assert.Equal(0, (await LrpCommand.Run("explain", "--data", data, "--shard", "0/2")).ExitCode);
        var refused = await LrpCommand.Run("explain", "--data", data, "--shard", "1/2");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("data.txt, line 2: the label is \"9\"", refused.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13", "10", "1", "2/3", "3 tasks from 10 on by 1")]
    [InlineData("4", "2", "2", "1/3", "by SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT")]
    [InlineData("2", "0", "1", "2/3", "by SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT")]
    [InlineData("two", "0", "1", "", "SLURM_ARRAY_TASK_ID: it is \"two\", where a whole number is expected")]
    public async Task An_array_of_Slurm_says_which_shard_is_meant(
        string task,
        string first,
        string step,
        string shard,
        string said
    )
    {
        var result = await With(
            [
                ("SLURM_ARRAY_TASK_ID", task),
                ("SLURM_ARRAY_TASK_COUNT", "3"),
                ("SLURM_ARRAY_TASK_MIN", first),
                ("SLURM_ARRAY_TASK_STEP", step),
            ],
            "predict"
        );
        Assert.Contains(said, result.StandardError, StringComparison.Ordinal);
        if (result.ExitCode == 0)
            Assert.Equal((await LrpCommand.Run("predict", "--shard", shard)).StandardOutput, result.StandardOutput);
        else
            Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("3", "1")]
    [InlineData("3", "2")]
    [InlineData("0", "9")]
    public async Task A_part_of_an_array_of_Slurm_is_refused_by_name(string task, string tasks)
    {
        var result = await With(
            [
                ("SLURM_ARRAY_TASK_ID", task),
                ("SLURM_ARRAY_TASK_COUNT", tasks),
                ("SLURM_ARRAY_TASK_MIN", task),
                ("SLURM_ARRAY_TASK_STEP", "1"),
            ],
            "predict",
            "--shard",
            "/8"
        );
        Assert.Equal(
            (
                2,
                $"lrp: SLURM_ARRAY_TASK_COUNT: the array has {tasks} tasks, where --shard /8 is of 8; start all of its "
                    + "tasks: whole shards are left as they are; or write i/8\n"
            ),
            (result.ExitCode, result.StandardError)
        );
    }

    [Fact]
    public async Task An_array_of_Slurm_of_as_many_tasks_says_which_of_them_it_is()
    {
        var result = await With(
            [("SLURM_ARRAY_TASK_ID", "3"), ("SLURM_ARRAY_TASK_COUNT", "8"), ("SLURM_ARRAY_TASK_MIN", "1")],
            "predict",
            "--shard",
            "/8"
        );
        Assert.Equal((await LrpCommand.Run("predict", "--shard", "2/8")).StandardOutput, result.StandardOutput);
    }

    [Fact]
    public async Task A_job_of_Kubernetes_says_which_of_them_it_is()
    {
        var result = await With([("JOB_COMPLETION_INDEX", "2")], "predict", "--shard", "/5");
        Assert.Equal((await LrpCommand.Run("predict", "--shard", "2/5")).StandardOutput, result.StandardOutput);
        var whole = await With([("JOB_COMPLETION_INDEX", "2")], "predict");
        Assert.Equal((await LrpCommand.Run("predict")).StandardOutput, whole.StandardOutput);
        var beyond = await With([("JOB_COMPLETION_INDEX", "5")], "predict", "--shard", "/5");
        Assert.Equal(
            (2, "lrp: JOB_COMPLETION_INDEX: it means shard 5, counted from 0, of 5; correct --shard\n"),
            (beyond.ExitCode, beyond.StandardError)
        );
    }

    [Theory]
    [InlineData("8/8", "--shard 8/8: it is no shard")]
    [InlineData("3", "--shard 3: it is no shard")]
    [InlineData("-1/8", "--shard -1/8: it is no shard")]
    [InlineData("1/0", "--shard 1/0: it is no shard")]
    [InlineData("/4", "neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX says which")]
    public async Task A_shard_that_cannot_be_is_refused(string shard, string message)
    {
        var result = await LrpCommand.Run("explain", "--shard", shard);
        Assert.Equal(2, result.ExitCode);
        Assert.True(result.StandardError.Contains(message, StringComparison.Ordinal), result.StandardError);
    }

    [Fact]
    public async Task Shards_that_do_not_make_a_whole_are_not_merged()
    {
        foreach (var shard in Enumerable.Range(0, 3))
            await Predict($"{shard}/3", "{shard}.csv");
        await Refused("--out is not given", "merge", _sandbox.Root);
        await Refused("the shards have no such table, but those of --out", "merge", _sandbox.Root, "--totals", Merged);
        File.Delete(_sandbox.At("1-of-3.manifest.json"));
        await Refused("of 3 shards these are missing: 1; run them", "merge", _sandbox.Root, "--out", Merged);
        await Refused(
            "1-of-3.manifest.json: there is no such file",
            ["merge", .. Directory.GetFiles(_sandbox.Root, "*.csv"), "--out", Merged]
        );

        await Predict("1/3", "{shard}.csv", "--precision", "float32");
        await Refused("--precision is float32 there, and not given here", "merge", _sandbox.Root, "--out", Merged);
        await Predict("1/3", "{shard}.csv");
        await Predict("1/3", "again.csv");
        await Refused("it is shard 1, as", "merge", _sandbox.Root, "--out", Merged);
        File.Delete(_sandbox.At("again.manifest.json"));

        var table = _sandbox.At("2-of-3.csv");
        var bytes = File.ReadAllBytes(table);
        File.WriteAllBytes(table, bytes[..^1]);
        await Refused($"it has {bytes.Length - 1} bytes, where its manifest", "merge", _sandbox.Root, "--out", Merged);
        bytes[^2] ^= 1;
        File.WriteAllBytes(table, bytes);
        await Refused("its SHA-256 is not that of its manifest", "merge", _sandbox.Root, "--out", Merged);
        Assert.False(File.Exists(Merged));
    }

    [Fact]
    public async Task A_shard_does_not_replace_another()
    {
        await Predict("0/3", "scores.csv");
        await Refused(
            "shard 0 of 3 lies there, where shard 1 would be written; put {shard} into the names of the outputs",
            "predict",
            "--shard",
            "1/3",
            "--out",
            _sandbox.At("scores.csv")
        );
        await Refused("an array has no shards", "explain", "--shard", "1/3", "--out", _sandbox.At("words.npy"));
        Directory.CreateDirectory(_sandbox.At("other"));
        await Refused(
            "--totals: it lies in another folder than --out, and they have one manifest",
            "explain",
            "--shard",
            "1/3",
            "--out",
            _sandbox.At("words.csv"),
            "--totals",
            _sandbox.At("other", "totals.csv")
        );
    }

    private string Merged => _sandbox.At("merged");

    private Task Predict(string shard, string name, params string[] more) =>
        Succeed(["predict", "--shard", shard, "--out", _sandbox.At(name), .. more]);

    private async Task Explain(string[] options, Func<string, string> name)
    {
        Directory.CreateDirectory(_sandbox.At("shards"));
        await Succeed([
            "explain",
            "--method",
            "lrp",
            "--method",
            "gi",
            .. options,
            .. Tables.SelectMany(table => new[] { $"--{table}", _sandbox.At(name(table)) }),
        ]);
    }

    private static async Task Succeed(params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private static async Task Refused(string message, params string[] arguments)
    {
        var result = await LrpCommand.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.True(result.StandardError.Contains(message, StringComparison.Ordinal), result.StandardError);
    }

    private static async Task<BufferedCommandResult> With(
        (string Name, string Value)[] variables,
        params string[] arguments
    ) =>
        await LrpCommand
            .Command(arguments)
            .WithEnvironmentVariables(variables.ToDictionary(one => one.Name, one => (string?)one.Value))
            .ExecuteBufferedAsync();
}
