namespace LrpFunctional.Cli;

/// <summary>What the command returns besides 0.</summary>
internal static class ExitCode
{
    /// <summary>Ours, or the machine's: a full disk, a defect.</summary>
    public const int OurFault = 1;

    /// <summary>The user can mend it: an option, a file.</summary>
    public const int UserFault = 2;

    /// <summary>Explanations changed beyond what is allowed.</summary>
    public const int Moved = 3;

    /// <summary>The terminal is gone: 128 + SIGHUP.</summary>
    public const int HungUp = 129;

    /// <summary>Ctrl-C, as shells count signals: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>The program at the other end of the pipe is gone: 128 + SIGPIPE.</summary>
    public const int ReaderGone = 141;

    /// <summary>The machine wants us to stop: 128 + SIGTERM.</summary>
    public const int Terminated = 143;

    /// <summary>The processor time that the user allows is used up: 128 + SIGXCPU.</summary>
    public const int OutOfTime = 152;

    /// <summary>The system's number for a pipe without a reader.</summary>
    public const int BrokenPipeError = 32;
}
