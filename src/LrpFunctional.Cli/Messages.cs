using LrpFunctional.Formats;

namespace LrpFunctional.Cli;

/// <summary>Standard error: whole lines, and on a terminal one that is written over until the next.</summary>
internal static class Messages
{
    private const string ClearLine = "\r\u001b[K";
    private const int Longest = 4_000;

    /// <summary>Whether somebody reads along.</summary>
    public static bool OnTerminal => !Console.IsErrorRedirected;

    /// <summary>Says a line, whatever text of files or users it is made of.</summary>
    public static void Line(string text) =>
        Write((OnTerminal ? ClearLine : "") + Printable.Line(Printable.Cut(text, Longest)) + Environment.NewLine);

    /// <summary>Says what the next line is written over.</summary>
    public static void Passing(string text) => Write(ClearLine + Printable.Line(text));

    // What cannot be said stays unsaid: the work and its exit code are what they would be.
    private static void Write(string text)
    {
        if (!StandardFile.Error.IsGiven)
            return;
        try
        {
            Console.Error.Write(text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }
    }
}
