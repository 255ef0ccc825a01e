using System.Diagnostics;
using System.Globalization;

namespace LrpFunctional.Cli;

/// <summary>A line on standard error that follows long work, when somebody is there to read it.</summary>
internal sealed class Progress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    private readonly bool _visible = !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = Pause;

    public void Show(Tally tally)
    {
        if (!_visible || _watch.Elapsed < _next) return;
        _next = _watch.Elapsed + Pause;
        Console.Error.Write($"\r{tally.Reading} …");
    }

    public void Clear()
    {
        if (_visible) Console.Error.Write("\r\u001b[K");
    }

    public void End(Tally tally)
    {
        if (!_visible) return;
        var seconds = _watch.Elapsed.TotalSeconds;
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\r{tally.Reading} in {seconds:F2} s ({tally.Sentences / seconds:N0} sentences/s){tally.Accuracy}"));
    }
}
