using System.Diagnostics;
using System.Globalization;
using LrpFunctional.Cli.Commands;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;

namespace LrpFunctional.Cli;

/// <summary>Follows long work: stops it when asked to, counts what goes by, and shows the count on standard error when somebody is there to read it.</summary>
internal sealed class Progress(
    StoredModel model,
    LanguageExt.Option<int> filling,
    string output,
    CancellationToken cancellation
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    // Rows that go to the terminal are progress enough, and would be written over.
    private readonly bool _visible = Messages.OnTerminal && (output != InputOptions.Pipe || Console.IsOutputRedirected);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = Pause;
    private Tally _tally = Tally.Of(model, filling);

    /// <summary>The same results, each that is the prediction of a whole sentence counted as it goes by.</summary>
    public IEnumerable<T> Follow<T>(IEnumerable<T> results, Func<T, Prediction?> prediction)
    {
        foreach (var result in results)
        {
            cancellation.ThrowIfCancellationRequested();
            if (prediction(result) is { } whole) _tally = _tally.Add(whole, model);
            Show();
            yield return result;
        }
    }

    /// <summary>A line of summary when somebody is there to read it, and the number of unknown words in any case.</summary>
    public void End()
    {
        if (Messages.OnTerminal) Messages.Line(Summary);
        else if (_tally.Unknown > 0) Messages.Line(_tally.Reading);
        Warn();
    }

    /// <summary>A line of summary when somebody is there to read it, and the accuracy and the number of unknown words in any case.</summary>
    public void EndWithAccuracy()
    {
        if (Messages.OnTerminal) Messages.Line(Summary);
        else if (_tally.Accuracies.Length > 0 || _tally.Unknown > 0) Messages.Line($"{_tally.Reading}{_tally.Accuracies}");
        Warn();
    }

    private string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{_tally.Reading} in {_watch.Elapsed.TotalSeconds:F2} s ({_tally.Sentences / _watch.Elapsed.TotalSeconds:N0} sentences/s){_tally.Accuracies}");

    private void Warn()
    {
        foreach (var warning in _tally.Warnings) Messages.Line($"lrp: {warning}");
    }

    private void Show()
    {
        if (!_visible || _watch.Elapsed < _next) return;
        _next = _watch.Elapsed + Pause;
        Messages.Passing($"{_tally.Reading} …");
    }
}
