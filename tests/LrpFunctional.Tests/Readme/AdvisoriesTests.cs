using CliWrap.Buffered;
using LrpFunctional.Tests.Reference;

namespace LrpFunctional.Tests.Readme;

/// <summary>What CI makes of what the source of the packages says of them.</summary>
public sealed class AdvisoriesTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [SkippableTheory]
    [InlineData("High", 1, "GHSA-1")]
    [InlineData("Critical", 1, "Some.Package")]
    [InlineData("Moderate", 0, "the source names none that is High or Critical")]
    public async Task An_advisory_fails_by_its_severity(string severity, int exitCode, string said)
    {
        var answer = $$"""
            {
              "projects": [{"frameworks": [{"topLevelPackages": [{
                      "id": "Some.Package",
                      "vulnerabilities": [
                        {
                          "severity": "{{severity}}",
                          "advisoryurl": "https://github.com/advisories/GHSA-1"
                        }
                      ] }] }] }]
            }
            """;
        var result = await Checked($"cat <<'END'\n{answer}\nEND\n");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(said, result.StandardOutput, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_source_that_names_none_or_does_not_answer_is_told_and_passes()
    {
        var none = await Checked("echo '{}'");
        Assert.Equal(
            (0, "advisories: the source names none that is High or Critical\n"),
            (none.ExitCode, none.StandardOutput)
        );
        var silent = await Checked("exit 1");
        Assert.Equal(0, silent.ExitCode);
        Assert.Contains("does not answer; they were not checked", silent.StandardOutput, StringComparison.Ordinal);
    }

    // A stand-in for dotnet, in front of it.
    private async Task<BufferedCommandResult> Checked(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "CI runs bash");
        var dotnet = _sandbox.Write("dotnet", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return await CliWrap
            .Cli.Wrap("bash")
            .WithArguments([Repository.At(".ci", "advisories")])
            .WithEnvironmentVariables(variables =>
                variables.Set("PATH", $"{_sandbox.Root}:{Environment.GetEnvironmentVariable("PATH")}")
            )
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync();
    }
}
