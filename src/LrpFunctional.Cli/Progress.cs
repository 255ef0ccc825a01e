using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LanguageExt;
using LrpFunctional.Cli.Commands;
using LrpFunctional.Explanations;
using LrpFunctional.Formats.Models;
using LrpFunctional.Formats.Sentences;
using LrpFunctional.Methods.Interactions;
using LrpFunctional.Sequences;

namespace LrpFunctional.Cli;

/// <summary>
/// Follows long work: stops it when asked to or when a number is not finite, counts what goes by, and shows the count
/// on standard error when somebody is there to read it.
/// </summary>
internal sealed class Progress(
    StoredModel model,
    Option<int> filling,
    string output,
    Precision precision,
    CancellationToken cancellation
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    // Rows that go to the terminal are progress enough, and would be written over.
    private readonly bool _visible = Messages.OnTerminal && (output != InputOptions.Pipe || Console.IsOutputRedirected);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly ScoreRatios _ratios = new();
    private readonly MissedErrors _missed = new();
    private TimeSpan _next = Pause;
    private TimeSpan _lastReport = TimeSpan.Zero;
    private Tally _tally = Tally.Of(model, filling);

    /// <summary>The sentences of the data set that go by.</summary>
    public Portion Portion { private get; init; } = Portion.Whole;

    /// <summary>The same predictions, up to the first that is not finite.</summary>
    /// <exception cref="FaultException">A score is not finite.</exception>
    public IEnumerable<Prediction> Follow(IEnumerable<Prediction> predictions) =>
        Follow(
            predictions,
            prediction => prediction,
            prediction => Finiteness.Of(Place(prediction.Sentence), precision, prediction)
        );

    /// <summary>The same explanations, sentence by sentence, up to the first that is not finite.</summary>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public IEnumerable<ImmutableArray<Explanation>> Follow(IEnumerable<ImmutableArray<Explanation>> sentences) =>
        Follow(
            sentences,
            explanations => explanations[0].Prediction,
            explanations => Fault(Place(explanations[0].Prediction.Sentence), explanations)
        );

    /// <summary>The same explanations, prefix by prefix, up to the first that is not finite.</summary>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public IEnumerable<PrefixExplanations> Follow(IEnumerable<PrefixExplanations> prefixes) =>
        Follow(
            prefixes,
            prefix => prefix.IsWhole ? prefix.Explanations[0].Prediction : null,
            prefix => Fault(Place(prefix), prefix.Explanations)
        );

    /// <summary>How many words had no vector in what another run did before.</summary>
    public long WithoutVectorBefore { private get; init; }

    /// <summary>How often a line says how far the work is where nobody is at a terminal, if one does.</summary>
    public Option<TimeSpan> ReportEvery { private get; init; }

    /// <summary>The same interactions, sentence by sentence, up to the first that is not finite.</summary>
    /// <exception cref="FaultException">A number is not finite.</exception>
    public IEnumerable<ImmutableArray<WordInteractions>> Follow(
        IEnumerable<ImmutableArray<WordInteractions>> sentences
    ) =>
        Follow(
            sentences,
            found => found[0].Prediction,
            found =>
                found
                    .Select(one => Finiteness.Of(Place(one.Prediction.Sentence), precision, one))
                    .Somes()
                    .ToSeq()
                    .HeadOrNone()
        );

    /// <summary>How many words so far have no vector, where words have vectors of their own.</summary>
    public Option<long> WithoutVector => model.HasVectors ? WithoutVectorBefore + _tally.Unknown : Option<long>.None;

    /// <summary>
    /// A line of summary when somebody is there to read it; in any case the number of unknown words, rules whose
    /// relevances dwarf the score, and standard errors above the one sought.
    /// </summary>
    public void End() => End(_tally.Unknown > 0, "");

    /// <summary>The same with the accuracy, in any case.</summary>
    public void EndWithAccuracy() => End(_tally.Unknown > 0 || _tally.Accuracies.Length > 0, _tally.Accuracies);

    private string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_tally.Reading} in {_watch.Elapsed.TotalSeconds:F2} s "
                + $"({_tally.Sentences / _watch.Elapsed.TotalSeconds:N0} sentences/s){_tally.Accuracies}"
        );

    private IEnumerable<T> Follow<T>(
        IEnumerable<T> results,
        Func<T, Prediction?> prediction,
        Func<T, Option<Fault>> fault
    )
    {
        foreach (var result in results)
        {
            cancellation.ThrowIfCancellationRequested();
            fault(result).IfSome(found => throw new FaultException(found));
            if (prediction(result) is { } whole)
                _tally = _tally.Add(Number, whole, model);
            Show();
            yield return result;
        }
    }

    private Option<Fault> Fault(string place, ImmutableArray<Explanation> explanations)
    {
        foreach (var explanation in explanations)
        {
            _ratios.Add(explanation);
            _missed.Add(place, explanation);
        }

        return explanations
            .Select(explanation => Finiteness.Of(place, precision, explanation))
            .Somes()
            .ToSeq()
            .HeadOrNone();
    }

    // Sentences come in their order.
    private int Number => Portion.Position(_tally.Sentences) + 1;

    private string Place(Sentence sentence) => $"sentence {Number}{sentence.Id.Match(id => $" ({id})", () => "")}";

    private string Place(PrefixExplanations prefix) =>
        Place(prefix.Whole) + (prefix.IsWhole ? "" : $" after {prefix.Length} of {prefix.Whole.Length} words");

    private void End(bool isSaid, string more)
    {
        if (Messages.OnTerminal)
            Messages.Line(Summary);
        else if (isSaid)
            Messages.Line(_tally.Reading + more);
        foreach (var warning in _tally.Warnings.Concat(_ratios.Warnings).Concat(_missed.Warnings))
            Messages.Line($"lrp: {warning}");
    }

    private void Show()
    {
        foreach (var pause in ReportEvery.Filter(_ => !Messages.OnTerminal))
        {
            if (_watch.Elapsed - _lastReport < pause)
                continue;
            _lastReport = _watch.Elapsed;
            Messages.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"lrp: {_tally.Reading} in {_watch.Elapsed.TotalSeconds:F0} s"
                )
            );
        }

        if (!_visible || _watch.Elapsed < _next)
            return;
        _next = _watch.Elapsed + Pause;
        Messages.Passing($"{_tally.Reading} …");
    }
}
