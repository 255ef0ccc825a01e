using System.Text.RegularExpressions;
using CliWrap.Buffered;
using LrpFunctional.Tests.Cli;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>What the pages about batch systems show can be run: files, languages, options.</summary>
public sealed partial class EnginesTests
{
    private const string Tests = "tests/LrpFunctional.Engines";

    public static TheoryData<string> Pages { get; } = [.. Documents.Pages];

    public static TheoryData<string> Jobs { get; } =
    [
        .. Documents
            .Pages.Select(page => Path.GetDirectoryName(page)!.Replace('\\', '/'))
            .Where(folder => folder.Contains("/Engines/", StringComparison.Ordinal))
            .Append(Tests)
            .SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder.Split('/'))))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_batches_lead_to_each_engine() =>
        Assert.All(
            Documents.Pages.Skip(1),
            page =>
                Assert.Contains(
                    $"]({Path.GetRelativePath(Path.GetDirectoryName(Documents.Batches)!, page).Replace('\\', '/')})",
                    Documents.Text(Documents.Batches),
                    StringComparison.Ordinal
                )
        );

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Each_file_is_named_by_the_page_beside_it(string file) =>
        Assert.Contains(
            $"`{Path.GetFileName(file)}`",
            Documents.Text($"{Path.GetDirectoryName(file)!.Replace('\\', '/')}/README.md"),
            StringComparison.Ordinal
        );

    [SkippableTheory]
    [MemberData(nameof(Jobs))]
    public async Task Each_file_is_of_its_language(string file)
    {
        var (program, arguments) = Path.GetExtension(file) switch
        {
            ".sh" or ".sbatch" => ("bash", new[] { "-n" }),
            ".py" => ("python3", ["-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())"]),
            ".yaml" => (
                "python3",
                ["-c", "import sys, yaml; assert yaml.safe_load(open(sys.argv[1]))['kind'] == 'Job'"]
            ),
            var other => throw new InvalidOperationException($"{other} is of no language that is checked"),
        };
        Skip.IfNot(
            await Runs(program, "-c", program == "bash" ? "true" : Imported(file)),
            $"{program} has no such part"
        );
        var result = await CliWrap
            .Cli.Wrap(program)
            .WithArguments([.. arguments, Repository.At(file.Split('/'))])
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.Equal((0, ""), (result.ExitCode, result.StandardError));
    }

    [Theory]
    [InlineData("explain", "Slurm/words.sbatch", "exec lrp explain")]
    [InlineData("explain", "Parallel/words.sh", "lrp explain")]
    [InlineData("explain", "Kubernetes/job.yaml", "- explain")]
    [InlineData("merge", "Kubernetes/merge.yaml", "[merge")]
    [InlineData("explain", "Spark/explain.py", "\"lrp explain")]
    public async Task Each_option_of_a_job_is_one_of_the_command(string command, string file, string begins)
    {
        var text = File.ReadAllText(
            Repository.At(["src", "LrpFunctional.Cli", "Batches", "Engines", .. file.Split('/')])
        );
        await AllOffered(command, text[text.IndexOf(begins, StringComparison.Ordinal)..]);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Each_option_that_a_page_gives_a_command_is_one_of_it(string page)
    {
        foreach (Match said in Said().Matches(Documents.Text(page)))
            await AllOffered(said.Groups["command"].Value, said.Value, atLeast: 0);
    }

    private static async Task AllOffered(string command, string text, int atLeast = 1)
    {
        string[] options = [.. Option().Matches(text).Select(option => option.Value).Distinct()];
        Assert.InRange(options.Length, atLeast, int.MaxValue);
        var help = (await LrpCommand.Run(command, "--help")).StandardOutput;
        Assert.All(options, option => Assert.Matches($@"(?m)^  {option}\b", help));
    }

    private static string Imported(string file) =>
        file.EndsWith(".yaml", StringComparison.Ordinal) ? "import yaml" : "";

    private static async Task<bool> Runs(string program, params string[] arguments)
    {
        try
        {
            var result = await CliWrap
                .Cli.Wrap(program)
                .WithArguments(arguments)
                .WithValidation(CliWrap.CommandResultValidation.None)
                .ExecuteBufferedAsync();
            return result.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"^(?:\$ )?lrp (?<command>explain|predict|merge)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Said();
}
