using System.Collections.Immutable;
using System.Globalization;
using LrpFunctional.Explanations;

namespace LrpFunctional.Cli;

/// <summary>The sentences whose standard errors stayed above the one sought, method by method.</summary>
internal sealed class MissedErrors
{
    // So many are named, and the others counted.
    private const int Most = 20;

    private readonly Dictionary<string, Missed> _missed = [];

    /// <summary>One more explanation, of a sentence of this name.</summary>
    public void Add(string place, Explanation explanation) =>
        explanation
            .Sampled.Filter(sampled => !sampled.IsReached)
            .IfSome(sampled =>
                _missed[explanation.Method] = _missed
                    .GetValueOrDefault(explanation.Method, new Missed([], 0, "", sampled, sampled.Largest))
                    .Add(place, sampled)
            );

    /// <summary>For each method, what was sought, how many samples did not do, and where.</summary>
    public IEnumerable<string> Warnings =>
        _missed.Select(missed =>
            $"{missed.Key}: the standard error sought, {Number(missed.Value.First.Sought.IfNone(0))}, was not reached "
            + $"with {missed.Value.First.Samples} samples, the most there may be, of "
            + string.Join(", ", missed.Value.Named)
            + (missed.Value.Sentences > Most ? $" and {missed.Value.Sentences - Most} more" : "")
            + (
                double.IsNaN(missed.Value.Largest)
                    ? ", and there are too few samples to say how large it is"
                    : $"; it is {Number(missed.Value.Largest)} at most"
            )
            + "; more --orders or --samples, or a larger --until, helps"
        );

    private static string Number(double number) => number.ToString("G3", CultureInfo.InvariantCulture);

    private sealed record Missed(
        ImmutableArray<string> Named,
        int Sentences,
        string Last,
        Sampled First,
        double Largest
    )
    {
        // A sentence has several explanations, which follow each other.
        public Missed Add(string place, Sampled sampled) =>
            this with
            {
                Named = place == Last || Named.Length == Most ? Named : Named.Add(place),
                Sentences = place == Last ? Sentences : Sentences + 1,
                Last = place,
                Largest =
                    double.IsNaN(Largest) || double.IsNaN(sampled.Largest)
                        ? double.NaN
                        : Math.Max(Largest, sampled.Largest),
            };
    }
}
