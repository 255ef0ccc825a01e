using CliWrap;
using CliWrap.Buffered;

namespace LrpFunctional.Tests.Cli;

/// <summary>The command, run as its users run it.</summary>
internal static class LrpCommand
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "lrp.dll");

    /// <summary>A process of its own, for what is asked of processes.</summary>
    public static Command Command(params string[] arguments) =>
        CliWrap.Cli.Wrap("dotnet").WithArguments([Path, .. arguments]).WithValidation(CommandResultValidation.None);

    /// <summary>What it does without any input.</summary>
    public static Task<BufferedCommandResult> Run(params string[] arguments) => RunWith("", arguments);

    /// <summary>What it does where standard input is a text.</summary>
    public static async Task<BufferedCommandResult> RunWith(string input, params string[] arguments) =>
        OperatingSystem.IsWindows()
            ? await Command(arguments).WithStandardInputPipe(PipeSource.FromString(input)).ExecuteBufferedAsync()
            : await StandingProcess.Run(new CommandCall(input, arguments));
}
