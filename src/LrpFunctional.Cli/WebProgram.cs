using System.Diagnostics;
#if WEB
using System.Runtime.InteropServices;
#endif

namespace LrpFunctional.Cli;

/// <summary>
/// The program that listens, beside this one: ASP.NET would make every other command start later.
/// </summary>
internal static partial class WebProgram
{
#if WEB
    private const int Terminate = 15;

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "lrp-web.dll");

    /// <summary>Runs it with the arguments of this program, and gives its exit code.</summary>
    /// <param name="command">The command, for messages.</param>
    /// <param name="prepare">Says more of how it is started.</param>
    /// <param name="cancellation">Passes on that it is to stop.</param>
    /// <exception cref="FaultException">It is not there.</exception>
    public static async Task<int> Run(string command, Action<ProcessStartInfo> prepare, CancellationToken cancellation)
    {
        if (!File.Exists(Assembly))
        {
            throw new FaultException(
                new Fault(command, $"{Assembly} is not there", "build it: dotnet build -c Release")
            );
        }

        var start = new ProcessStartInfo(Dotnet) { UseShellExecute = false };
        foreach (var argument in Environment.GetCommandLineArgs().Skip(1).Prepend(Assembly))
            start.ArgumentList.Add(argument);
        prepare(start);
        using var process =
            Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start");
        await using var passedOn = cancellation.Register(() => Stop(process));
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>It ends when this one is gone, however that comes about.</summary>
    public static void HoldInput(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.Environment[Starter.Variable] = "1";
    }

    /// <summary>It reads what this one would.</summary>
    public static void PassInput(ProcessStartInfo start) => start.Environment.Remove(Starter.Variable);

    // The program that runs this one, or else the one that its runtime belongs to: …/shared/Microsoft.NETCore.App/10.0.0.
    private static string Dotnet =>
        Environment.ProcessPath is { } running
        && Path.GetFileNameWithoutExtension(running).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? running
            : Path.GetFullPath(
                Path.Combine(
                    RuntimeEnvironment.GetRuntimeDirectory(),
                    "..",
                    "..",
                    "..",
                    OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
                )
            );

    private static void Stop(Process process)
    {
        if (process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            process.Kill();
        else
            _ = Kill(process.Id, Terminate);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
#else
    /// <summary>Nothing is started.</summary>
    public static void HoldInput(ProcessStartInfo _) { }

    /// <summary>Nothing is started.</summary>
    public static void PassInput(ProcessStartInfo _) { }

    /// <summary>That it is no part of the native program.</summary>
    /// <exception cref="FaultException">Always.</exception>
    public static Task<int> Run(string command, Action<ProcessStartInfo> _, CancellationToken __) =>
        throw new FaultException(
            new Fault(
                command,
                $"the native program has no {command}",
                $"run the build of the SDK: dotnet run -c Release --project src/LrpFunctional.Cli -- {command}"
            )
        );
#endif
}
