using CliWrap;
using CliWrap.Buffered;

namespace LrpFunctional.Tests.Cli;

/// <summary>The command, run as its users run it: a process of its own.</summary>
internal static class LrpCommand
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "lrp.dll");

    public static Command Command(params string[] arguments) =>
        CliWrap.Cli.Wrap("dotnet").WithArguments([Path, .. arguments]).WithValidation(CommandResultValidation.None);

    public static async Task<BufferedCommandResult> Run(params string[] arguments) =>
        await Command(arguments).ExecuteBufferedAsync();

    public static async Task<BufferedCommandResult> RunWith(string input, params string[] arguments) =>
        await Command(arguments).WithStandardInputPipe(PipeSource.FromString(input)).ExecuteBufferedAsync();
}
