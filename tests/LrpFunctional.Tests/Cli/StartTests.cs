using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Cli;

/// <summary>A command begins at once: what LanguageExt looks through to compare would double its start.</summary>
public sealed class StartTests
{
    private const string Search = "LanguageExt.ClassInstances.ClassInstancesAssembly:.ctor";

    [Theory]
    [InlineData("info")]
    [InlineData("explain", "--text", "A fine movie.")]
    [InlineData("compare", "--text", "A fine movie.")]
    [InlineData("interactions", "--text", "A fine movie.")]
    public async Task No_command_looks_through_the_types_of_all_assemblies(string command, params string[] more)
    {
        using var sandbox = new Sandbox();
        var compiled = Path.Combine(sandbox.Root, "compiled.txt");

        // The runtime lists what it compiles. Without tiers nothing is compiled in the background, for a list that is
        // closed when the command ends.
        var run = await LrpCommand
            .Command([command, .. more])
            .WithEnvironmentVariables(variables =>
                variables
                    .Set("DOTNET_JitStdOutFile", compiled)
                    .Set("DOTNET_JitDisasmSummary", "1")
                    .Set("DOTNET_TieredCompilation", "0")
            )
            .ExecuteBufferedAsync();

        Assert.Equal(0, run.ExitCode);
        var methods = File.ReadAllText(compiled);
        Assert.Contains("LanguageExt.Option", methods);
        Assert.DoesNotContain(Search, methods);
    }
}
