namespace LrpFunctional.Cli;

/// <summary>What the command returns besides 0.</summary>
internal static class ExitCode
{
    /// <summary>Ours, or the machine's: a full disk, a defect.</summary>
    public const int OurFault = 1;

    /// <summary>The user can mend it: an option, a file.</summary>
    public const int UserFault = 2;

    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;
}
