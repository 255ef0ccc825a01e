namespace LrpFunctional.Formats;

/// <summary>Standard input, output or error.</summary>
/// <param name="Descriptor">Its number among the open files.</param>
public sealed record StandardFile(int Descriptor)
{
    private const string Flags = "flags:";
    private const int CloseOnExec = 0x80000;

    /// <summary>Standard input.</summary>
    public static StandardFile Input { get; } = new(0);

    /// <summary>Standard output.</summary>
    public static StandardFile Output { get; } = new(1);

    /// <summary>Standard error.</summary>
    public static StandardFile Error { get; } = new(2);

    /// <summary>What is said where the output cannot go.</summary>
    public static Fault NoOutput { get; } =
        new("standard output", "it is closed", "give it a place to go to, or name a file");

    /// <summary>
    /// Whether whoever started us gave us the file. If not, its number is that of another file by now: the runtime
    /// takes those that are free, and what is written there would reach the runtime itself. Its files are known by a
    /// flag that no file survives a start with. True where that cannot be found out.
    /// </summary>
    public bool IsGiven
    {
        get
        {
            if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fdinfo"))
                return true;
            try
            {
                var lines = File.ReadLines($"/proc/self/fdinfo/{Descriptor}");
                var flags = lines.First(line => line.StartsWith(Flags, StringComparison.Ordinal));
                return (Convert.ToInt64(flags[Flags.Length..].Trim(), 8) & CloseOnExec) == 0;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }
}
