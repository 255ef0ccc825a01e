namespace LrpFunctional.Cli;

/// <summary>Standard error: whole lines, and on a terminal one line that is written over until the next whole one.</summary>
internal static class Messages
{
    private const string ClearLine = "\r\u001b[K";

    /// <summary>Whether somebody reads along.</summary>
    public static bool OnTerminal => !Console.IsErrorRedirected;

    public static void Line(string text) => Console.Error.WriteLine(OnTerminal ? ClearLine + text : text);

    public static void Passing(string text) => Console.Error.Write(ClearLine + text);
}
