using System.Runtime.Versioning;
using LrpFunctional.Formats.Outputs;
using LrpFunctional.Tests.FieldCases;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Formats.Outputs;

/// <summary>Files that appear together, whatever happens to the run that writes them.</summary>
public sealed class OutputFilesTests : IDisposable
{
    private static readonly string[] Tables = ["a/words.csv", "a/scores.csv", "b/totals"];
    private static readonly string[] Records = ["a/words.meta.json", "a/scores.meta.json", "b/totals.meta.json"];

    // Beginning, being bound, three records out, six files in, two folders flushed, two draft folders gone.
    private const int Steps = 1 + 1 + 3 + 6 + 1 + 2;

    private readonly Sandbox _sandbox = new();

    public static TheoryData<int> EachStep => [.. Enumerable.Range(0, Steps + 1)];

    public void Dispose() => _sandbox.Dispose();

    [SkippableTheory]
    [Trait(FieldCase.Trait, "files-not-together")]
    [MemberData(nameof(EachStep))]
    public void However_far_a_killed_run_came_the_next_one_finds_all_old_files_or_all_new_ones(int steps)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "whether a run is alive is known on Linux only");
        var killed = AfterKill(steps);
        Assert.All(
            Tables.Zip(Records, (table, record) => (Version(killed, table), Version(killed, record))),
            pair => Assert.True(pair.Item2 == "none" || pair.Item2 == pair.Item1, $"{pair}")
        );

        Begin(killed).Dispose();
        Assert.Single(
            Tables.Concat(Records).Select(file => Version(killed, file)).Distinct(),
            steps == 0 ? "old" : "new"
        );
        Assert.Equal(Tables.Concat(Records).Order(), AllFiles(killed));
    }

    [SkippableFact]
    public void A_killed_run_over_two_folders_is_completed_from_either()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "whether a run is alive is known on Linux only");
        foreach (var table in Tables)
        {
            var killed = AfterKill(Steps / 2);
            Begin(killed, table).Dispose();
            Assert.Equal(["new"], Tables.Concat(Records).Select(file => Version(killed, file)).Distinct());
            Directory.Delete(killed, recursive: true);
        }
    }

    [SkippableFact]
    public void What_the_user_put_in_the_place_of_a_killed_runs_files_since_then_is_kept()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "whether a run is alive is known on Linux only");
        var killed = AfterKill(steps: 2);
        foreach (var file in new[] { Tables[0], Records[1] })
            File.WriteAllText(Path.Combine(killed, file), "quick");
        Begin(killed, Tables[2]).Dispose();
        Assert.Equal(
            ["quick", "new", "new", "none", "quick", "new"],
            Tables.Concat(Records).Select(file => Version(killed, file))
        );
        Assert.Equal(Tables.Concat(Records).Except([Records[0]]).Order(), AllFiles(killed));
    }

    [Fact]
    public void Every_step_of_a_commit_may_be_done_again()
    {
        Write("old");
        using (var files = Begin(_sandbox.Root))
        {
            WriteAll(files, "new");
            files.Complete(
                () => Record("new"),
                steps =>
                {
                    foreach (var step in steps.SelectMany((step, at) => at < 2 ? [step] : steps[2..(at + 1)]))
                        step();
                }
            );
        }

        Assert.Equal(["new"], Tables.Concat(Records).Select(file => Version(_sandbox.Root, file)).Distinct());
    }

    [Fact]
    public void Drafts_of_a_run_at_work_are_left_alone()
    {
        Write("old");
        using var slow = Begin(_sandbox.Root);
        Write("quick");
        WriteAll(slow, "slow");
        slow.Complete(() => Record("slow"));
        Assert.Equal(["slow"], Tables.Concat(Records).Select(file => Version(_sandbox.Root, file)).Distinct());
        Assert.Equal(Tables.Concat(Records).Order(), AllFiles(_sandbox.Root));
    }

    [Fact]
    public async Task Interruption_waits_for_files_that_are_getting_to_their_places()
    {
        Write("old");
        using var interruption = new CancellationTokenSource();
        var interrupted = Task.CompletedTask;
        using (var files = Begin(_sandbox.Root, Tables, interruption.Token))
        {
            WriteAll(files, "new");
            files.Complete(
                () => Record("new"),
                steps =>
                {
                    foreach (var (at, step) in steps.Index())
                    {
                        if (at == 3)
                            interrupted = Task.Run(interruption.Cancel);
                        step();
                        Thread.Sleep(10);
                    }
                }
            );
        }

        await interrupted;
        Assert.Equal(["new"], Tables.Concat(Records).Select(file => Version(_sandbox.Root, file)).Distinct());
    }

    [Fact]
    public void Interruption_before_that_leaves_the_old_files()
    {
        Write("old");
        using var interruption = new CancellationTokenSource();
        using (var files = Begin(_sandbox.Root, Tables, interruption.Token))
        {
            WriteAll(files, "new");
            interruption.Cancel();
            Assert.Throws<OperationCanceledException>(() => files.Complete(() => Record("new")));
        }

        Assert.Equal(["old"], Tables.Concat(Records).Select(file => Version(_sandbox.Root, file)).Distinct());
        Assert.Equal(Tables.Concat(Records).Order(), AllFiles(_sandbox.Root));
    }

    [SkippableFact]
    public void Where_one_file_cannot_be_written_no_draft_of_the_others_stays()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the device that stands for a full disk is Linux's");
        Write("old");
        using (var files = Begin(_sandbox.Root, [.. Tables, "/dev/full"]))
        {
            WriteAll(files, "new");
            Assert.Throws<IOException>(() => files.Complete(() => Record("new")));
        }

        Assert.Equal(["old"], Tables.Concat(Records).Select(file => Version(_sandbox.Root, file)).Distinct());
        Assert.Equal(Tables.Concat(Records).Order(), AllFiles(_sandbox.Root));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Files_keep_their_permissions_and_those_that_are_protected_are_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "permissions are Unix's");
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Write("old");
        foreach (var file in Tables)
            File.SetUnixFileMode(_sandbox.At(file), Mine);
        Write("new");
        Assert.All(Tables, file => Assert.Equal(Mine, File.GetUnixFileMode(_sandbox.At(file))));
        Assert.NotEqual(Mine, File.GetUnixFileMode(_sandbox.At(Records[0])));
        Skip.If(Environment.IsPrivilegedProcess, "root may write anything");
        File.SetUnixFileMode(_sandbox.At(Tables[0]), UnixFileMode.UserRead);
        var refused = Assert.Throws<FaultException>(() => Begin(_sandbox.Root));
        Assert.Contains("words.csv: it cannot be written", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_of_somebody_else_that_looks_like_a_killed_runs_is_left_alone()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "whose a folder is, is known on Linux only");
        var planted = Directory.CreateDirectory(_sandbox.At("a", ".lrp-planted", "new"));
        File.WriteAllText(_sandbox.At("a", ".lrp-planted", "new", "victim"), "planted");
        File.WriteAllText(_sandbox.At("a", ".lrp-planted", "commit"), "{\"tables\": [\"victim\"], \"records\": []}");
        File.SetUnixFileMode(planted.Parent!.FullName, (UnixFileMode)0b111_101_101);
        Begin(_sandbox.Root).Dispose();
        Assert.True(planted.Exists);
        Assert.False(File.Exists(_sandbox.At("a", "victim")));
    }

    /// <summary>What a run that is killed leaves behind, without its locks, in a folder of its own.</summary>
    private string AfterKill(int steps)
    {
        Write("old");
        var killed = _sandbox.At($"killed-{steps}-{Guid.NewGuid()}");
        using (var files = Begin(_sandbox.Root))
        {
            WriteAll(files, "new");
            files.Complete(
                () => Record("new"),
                all =>
                {
                    Assert.Equal(Steps, all.Length);
                    foreach (var step in all[..steps])
                        step();
                    foreach (var folder in new[] { "a", "b" })
                        Copy(_sandbox.At(folder), Path.Combine(killed, folder));
                }
            );
        }

        return killed;
    }

    private void Write(string version)
    {
        using var files = Begin(_sandbox.Root);
        WriteAll(files, version);
        files.Complete(() => Record(version));
    }

    private static void WriteAll(OutputFiles files, string version)
    {
        foreach (var writer in files.Writers)
            writer.Write(version);
    }

    private static OutputFiles Begin(string root, params string[] tables) =>
        Begin(root, tables is [] ? Tables : tables, CancellationToken.None);

    private static OutputFiles Begin(string root, string[] tables, CancellationToken cancellation)
    {
        foreach (var folder in new[] { "a", "b" })
            Directory.CreateDirectory(Path.Combine(root, folder));
        return OutputFiles.Create(
            [.. tables.Select((table, at) => new OutputFile($"--{at}", Path.Combine(root, table)))],
            [],
            cancellation
        );
    }

    private static string Record(string version) => $"{{\"program\": \"lrp 1\", \"version\": \"{version}\"}}";

    private static string Version(string root, string file)
    {
        var text = File.Exists(Path.Combine(root, file)) ? File.ReadAllText(Path.Combine(root, file)) : "none";
        return new[] { "old", "new", "quick", "slow" }.FirstOrDefault(text.Contains, text);
    }

    private static IEnumerable<string> AllFiles(string root) =>
        new[] { "a", "b" }
            .SelectMany(folder => Directory.GetFileSystemEntries(Path.Combine(root, folder)))
            .Select(path => Path.GetRelativePath(root, path))
            .Order();

    private static void Copy(string from, string to)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(to);
        else
            Directory.CreateDirectory(to, File.GetUnixFileMode(from));
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
