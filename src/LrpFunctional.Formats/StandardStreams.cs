using Microsoft.Win32.SafeHandles;

namespace LrpFunctional.Formats;

/// <summary>Standard input and output, where whoever started us gave them.</summary>
public static class StandardStreams
{
    /// <summary>What standard input is called in messages.</summary>
    public const string InputName = "standard input";

    /// <summary>Standard input.</summary>
    /// <exception cref="FaultException">It is closed.</exception>
    public static Stream Input() =>
        StandardFile.Input.IsGiven
            ? Console.OpenStandardInput()
            : throw new FaultException(new Fault(InputName, "it is closed", "give it a file or a pipe"));

    /// <summary>Standard output; that of the console does not say when the reader of a pipe is gone.</summary>
    /// <exception cref="FaultException">It is closed.</exception>
    public static Stream Output()
    {
        if (!StandardFile.Output.IsGiven)
            throw new FaultException(StandardFile.NoOutput);
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }
}
