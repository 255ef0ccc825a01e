using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LrpFunctional.Formats;

/// <summary>
/// Standard input and output. Where one is closed, the runtime may have opened something of its own under that number,
/// and that is neither read nor written: only what the caller handed over lives through the start of a program.
/// </summary>
public static partial class StandardStreams
{
    private const int GetFlags = 1;
    private const int ClosedAtStart = 1;

    /// <summary>What standard input is called in messages.</summary>
    public const string InputName = "standard input";

    private const string OutputName = "standard output";

    /// <summary>Whether the caller handed over a stream, by its number: 0 is input, 1 output, 2 errors.</summary>
    public static bool IsOpen(int number) =>
        OperatingSystem.IsWindows() || (Flags(number, GetFlags) & ClosedAtStart) == 0;

    /// <summary>Standard input.</summary>
    /// <exception cref="FaultException">It is closed.</exception>
    public static Stream Input() =>
        IsOpen(0) ? Console.OpenStandardInput() : throw Closed(InputName, "give it something to read, or name a file");

    /// <summary>Standard output; that of the console does not say when the reader of a pipe is gone.</summary>
    /// <exception cref="FaultException">It is closed.</exception>
    public static Stream Output()
    {
        if (!IsOpen(1)) throw Closed(OutputName, "give it a place to go to, or name a file");
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    private static FaultException Closed(string name, string remedy) => new(new Fault(name, "it is closed", remedy));

    // A number that is not open has flags of -1, which has all bits set.
    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Flags(int number, int command);
}
